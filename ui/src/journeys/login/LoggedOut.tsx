import { useTranslation } from "react-i18next";

import type { LoggedOutView } from "../../ipc/generated/LoggedOutView";
import { IntoView } from "../../parts/IntoView";
import { VerdictCard } from "../../parts/VerdictCard";
import { ProblemCard } from "../../problems/ProblemCard";

/** What became of the tokens and of the session in the browser. */
export function LoggedOut({ out: { browser, problem } }: { out: LoggedOutView }) {
  const { t } = useTranslation("login");
  const ended = browser === null || browser === "sent" || browser === "came_back";
  return (
    <IntoView atTop>
      <VerdictCard
        id="logged-out"
        kind={ended ? "good" : "warning"}
        verdict={t("out.title")}
        facts={[
          { name: t("out.tokens"), value: t(problem ? "out.not_revoked" : "out.revoked") },
          { name: t("out.browser"), value: browser === null ? "" : t(`out.${browser}`) },
        ].filter(({ value }) => value !== "")}
      />
      {problem && <ProblemCard problem={problem} />}
    </IntoView>
  );
}
