import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useCommand, useStream } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { LoginRoad } from "../LoginRoad";
import { loginWish } from "../loginWish";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import {
  type Draft,
  draftOf,
  firstDraft,
  keepDraft,
  registered,
  toRequest,
  whatIsMissing,
  wishedDraft,
} from "./draft";
import { Failed } from "./Failed";
import { toField } from "./Fold";
import { GoneLogin } from "./GoneLogin";
import { HeldLogin } from "./HeldLogin";
import { LoggedOut } from "./LoggedOut";
import { LoginForm } from "./LoginForm";
import { NoClient } from "./NoClient";
import { PortalPage } from "./PortalPage";
import { useSessionEnd } from "./useSessionEnd";
import { WaitingForBrowser } from "./WaitingForBrowser";

const FORM = "login-form";

/** Step 5: ID-porten or Ansattporten in the person's own browser; who logged in, at which level, for what, for how long. */
export function LoginStep({ profile, setup, change, replace, next, back, about }: StepProps) {
  const { t } = useTranslation(["login", "common"]);
  const { login } = setup;
  const held = login?.held === true;
  const [draft, setDraft] = useState(() =>
    wishedDraft(firstDraft(profile?.id ?? "", login), loginWish(about)),
  );
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [again, setAgain] = useState(about !== null);
  const [inPortal, setInPortal] = useState(false);
  const [everHeld, setEverHeld] = useState(held);
  const [typedSecret, setTypedSecret] = useState(false);
  const [answers, setAnswers] = useState(0);
  const start = useStream("login_start");
  const cancel = useCommand("login_cancel");
  const refresh = useCommand("login_refresh");
  const end = useCommand("login_end");
  const look = useSessionEnd(login, replace);
  if (held && !everHeld) setEverHeld(true);

  const asking = !held || again;
  const answered = () => setAnswers((before) => before + 1);
  const edit = (part: Partial<Draft>, rests = login) => {
    const now = { ...draft, ...part };
    setDraft(now);
    keepDraft(profile?.id ?? "", rests, now);
  };
  const logIn = async (secret: string, asked = draft) => {
    const empty = whatIsMissing(asked);
    setMissing(empty);
    if (empty[0] !== undefined) {
      toField(empty[0]);
      return;
    }
    [refresh, end].forEach((command) => command.reset());
    setTypedSecret(secret !== "");
    const answer = await start.run(toRequest(asked, secret));
    answered();
    if (answer === null) return;
    setAgain(false);
    keepDraft(profile?.id ?? "", answer, draft);
    change({ login: answer });
  };
  // A secret that was typed is kept when a login has gone well, and not before.
  const retry = () => (typedSecret ? toField("client-secret") : void logIn(""));
  const stop = () => {
    start.reset();
    void cancel.run({});
  };
  const review = () =>
    toField(start.problem?.code.startsWith("login.redirect_") ? "redirect-own" : "client-id");
  const used = () => {
    answered();
    look();
  };
  const renew = async () => {
    const answer = await refresh.run({});
    answered();
    if (answer === null) look();
    else change({ login: answer });
  };
  const logOut = async (returns_to: string) => {
    const out = await end.run({ returns_to: returns_to === "" ? null : returns_to });
    answered();
    if (out === null) {
      look();
      return;
    }
    edit({}, out.app.setup.login);
    replace(out.app);
  };
  const askAgain = () => {
    [start, refresh, end].forEach((command) => command.reset());
    setAgain(true);
  };

  const primary = asking
    ? { label: t("start"), form: FORM, disabled: start.busy }
    : { label: t("common:continue"), onClick: next };
  const another = { id: "login-again", label: t("start_again"), onClick: askAgain };
  const { provider } = draft;
  const values = {
    provider,
    client_id: draft.clients[provider].id,
    registered: registered(draft),
    environment: profile ? t(`common:environment.${profile.environment}`) : "",
  };

  if (inPortal) {
    return (
      <PortalPage
        kind={provider === "ansattporten" ? provider : "api_klient"}
        profile={profile}
        back={() => setInPortal(false)}
        onClient={(id) => {
          edit({ clients: { ...draft.clients, [provider]: { ...draft.clients[provider], id } } });
          setInPortal(false);
        }}
      />
    );
  }
  return (
    <Step name="login" texts="login" back={back} primary={primary} {...(!asking && { other: another })}>
      {start.state.kind === "busy" && (
        <WaitingForBrowser progress={start.state.progress} values={values} onCancel={stop} />
      )}
      {end.state.kind === "done" && <LoggedOut out={end.state.answer} />}
      {login && !held && !start.busy && <GoneLogin login={login} over={everHeld} />}
      {login && !asking && !start.busy && (
        <HeldLogin
          login={login}
          renewing={refresh.busy}
          onRenew={() => void renew()}
          onConsent={() => void logIn("", { ...draftOf(login), prompt: "consent" })}
          onUsed={used}
          ending={end.busy}
          onEnd={(returnsTo) => void logOut(returnsTo)}
        />
      )}
      {asking && !start.busy && (
        <LoginForm
          id={FORM}
          draft={draft}
          missing={missing.filter((field) => whatIsMissing(draft).includes(field))}
          onChange={edit}
          onSubmit={(secret) => void logIn(secret)}
        >
          {login === null && <NoClient onOpen={() => setInPortal(true)} />}
        </LoginForm>
      )}
      {start.problem && (
        <Failed
          problem={start.problem}
          on={{ try_again: retry, log_in_again: retry, review_client: review }}
          values={values}
        />
      )}
      {refresh.problem && (
        <ProblemCard
          problem={refresh.problem}
          on={{ try_again: () => void renew(), log_in_again: () => void logIn("") }}
        />
      )}
      {end.problem && <ProblemCard problem={end.problem} on={{ log_in_again: () => void logIn("") }} />}
      {(answers > 0 || (held && !asking)) && !start.busy && <LoginRoad after={answers} provider={provider} />}
    </Step>
  );
}
