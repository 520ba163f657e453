import { Button, Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useCommand, useStream } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { GoneLogin, LoginCard } from "./LoginCard";
import { LoginForm } from "./LoginForm";
import { PortalPage } from "./PortalPage";
import { firstRequest } from "./request";
import { WaitingForBrowser } from "./WaitingForBrowser";

const FORM = "login-form";

/** Step 5: ID-porten in the person's own browser; who logged in, at which level, with which scopes. */
export function LoginStep({ profile, setup, change, replace, next, back }: StepProps) {
  const { t } = useTranslation(["login", "common"]);
  const [request, setRequest] = useState(() => firstRequest(setup.login));
  const [missing, setMissing] = useState(false);
  const [again, setAgain] = useState(false);
  const start = useStream("login_start");
  const cancel = useCommand("login_cancel");
  const [inPortal, setInPortal] = useState(false);

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

  if (inPortal) {
    return (
      <PortalPage
        profile={profile}
        back={() => setInPortal(false)}
        onClient={(client_id) => {
          setRequest({ ...request, client_id });
          setInPortal(false);
        }}
      />
    );
  }
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
          {login === null && (
            <Card data-color="neutral" id="register-login">
              <div data-stack>
                <Heading level={2} data-size="2xs">
                  {t("portal.title")}
                </Heading>
                <Paragraph data-size="sm">{t("portal.text")}</Paragraph>
                <div>
                  <Button id="open-road" variant="secondary" data-size="sm" onClick={() => setInPortal(true)}>
                    {t("portal.open")}
                  </Button>
                </div>
              </div>
            </Card>
          )}
        </>
      )}
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
