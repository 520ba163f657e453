import { Alert, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import type { LegacyView } from "../../ipc/generated/LegacyView";
import { useCommand } from "../../ipc/useCommand";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import type { StepProps } from "../StepProps";
import { Detector } from "./Detector";
import { ExportCertificate } from "./ExportCertificate";
import styles from "./legacy.module.css";
import { LogInForm } from "./LogInForm";
import { Replaced } from "./Replaced";
import { SignedIn } from "./SignedIn";
import { Town } from "./Town";

/** Altinn 2: what an old set-up used, what replaced it, and how it was. */
export function LegacyPage({ profile, go }: Pick<StepProps, "profile" | "go">) {
  const { t } = useTranslation("legacy");
  return (
    <StepPage id="page-legacy" title={t("title")} purpose={t("purpose")}>
      <Detector onStart={() => go("start")} />
      <Replaced />
      {profile !== null && <Try environment={profile.environment} go={go} />}
    </StepPage>
  );
}

function Try({ environment, go }: { environment: string; go: StepProps["go"] }) {
  const { t } = useTranslation("legacy");
  const open = useCommand("legacy_open");
  const logIn = useCommand("legacy_log_in");
  const logOut = useCommand("legacy_log_out");
  const { run } = open;
  useEffect(() => void run({}), [run]);

  const answers = [logOut, logIn, open].map(({ state }) => (state.kind === "done" ? state.answer : null));
  const view = answers.find((answer): answer is LegacyView => answer !== null) ?? null;
  const session = view?.session ?? null;

  return (
    <section className={styles.section} id="legacy-try">
      <Heading level={2} data-size="xs">
        {t("try.title")}
      </Heading>
      {view?.closed === true && (
        <Alert data-color="warning" id="legacy-closed">
          {t("try.closed")}
        </Alert>
      )}
      {view?.closed === false && session === null && (
        <Paragraph>{t(environment === "practice" ? "try.practice" : "try.custom")}</Paragraph>
      )}
      {open.problem && <ProblemCard problem={open.problem} />}
      {view !== null && session === null && (
        <LogInForm
          view={view}
          busy={logIn.busy}
          onLogIn={(order) => {
            logOut.reset();
            void logIn.run(order);
          }}
        />
      )}
      {logIn.problem && (
        <ProblemCard
          problem={logIn.problem}
          on={{ import_certificate: () => go("certificate"), log_in_again: () => go("login") }}
        />
      )}
      {view !== null && session === null && view.users.length > 0 && <Town view={view} />}
      {view !== null && (
        <SignedIn
          key={session ?? "nobody"}
          view={view}
          onLogOut={() => {
            logIn.reset();
            void logOut.run({});
          }}
        />
      )}
      {view?.has_certificate === true && <ExportCertificate />}
    </section>
  );
}
