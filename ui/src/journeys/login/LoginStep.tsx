import { Button } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useCommand, useStream } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { GoneLogin, LoginCard } from "./LoginCard";
import { LoginForm } from "./LoginForm";
import { firstRequest } from "./request";
import { WaitingForBrowser } from "./WaitingForBrowser";

const FORM = "login-form";

/** Step 5: ID-porten in the person's own browser; who logged in, at which level, with which scopes. */
export function LoginStep({ setup, change, replace, next, back }: StepProps) {
  const { t } = useTranslation(["login", "common"]);
  const [request, setRequest] = useState(() => firstRequest(setup.login));
  const [missing, setMissing] = useState(false);
  const [again, setAgain] = useState(false);
  const start = useStream("login_start");
  const cancel = useCommand("login_cancel");
  const portal = useCommand("app_open_page");

  const { login } = setup;
  const held = login?.held === true;
  const asking = !held || again;

  const review = () => requestAnimationFrame(() => document.getElementById("client-id")?.focus());
  const logIn = async () => {
    const lacking = request.client_id.trim() === "";
    setMissing(lacking);
    if (lacking) return void review();
    const answer = await start.run(request);
    if (answer === null) return;
    setAgain(false);
    change({ login: answer });
  };
  const stop = () => {
    start.reset();
    void cancel.run({});
  };

  const primary = asking
    ? { label: t("start"), form: FORM, disabled: start.busy }
    : { label: t("common:continue"), onClick: next };
  const another = { id: "login-again", label: t("start_again"), onClick: () => setAgain(true) };

  return (
    <Step name="login" texts="login" back={back} primary={primary} {...(!asking && { other: another })}>
      {start.state.kind === "busy" && <WaitingForBrowser progress={start.state.progress} onCancel={stop} />}
      {login && !held && !start.busy && <GoneLogin login={login} />}
      {login && !asking && <LoginCard login={login} onEnd={replace} />}
      {asking && !start.busy && (
        <>
          <LoginForm
            id={FORM}
            request={request}
            missing={missing}
            onChange={setRequest}
            onSubmit={() => void logIn()}
          />
          <div>
            <Button
              id="open-portal"
              variant="tertiary"
              data-size="sm"
              onClick={() => void portal.run({ page: "portal" })}
            >
              {t("open_portal")}
            </Button>
          </div>
        </>
      )}
      {portal.problem && <ProblemCard problem={portal.problem} />}
      {start.problem && (
        <ProblemCard
          problem={start.problem}
          on={{
            try_again: () => void logIn(),
            log_in_again: () => void logIn(),
            review_client: review,
          }}
        />
      )}
    </Step>
  );
}
