import { Button } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { AppView } from "../../ipc/generated/AppView";
import type { LoginView } from "../../ipc/generated/LoginView";
import { useCommand } from "../../ipc/useCommand";
import { type FactLine, Facts } from "../../parts/Facts";
import { dayAndTime, list, timeOfDay } from "../../parts/format";
import { IntoView } from "../../parts/IntoView";
import { VerdictCard, type VerdictGroup } from "../../parts/VerdictCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { levelOf } from "./request";

interface Props {
  login: LoginView;
  onEnd: (app: AppView) => void;
}

/** Who is logged in, at which level, with which scopes. */
export function LoginCard({ login, onEnd }: Props) {
  const { t, i18n } = useTranslation(["login", "common"]);
  const end = useCommand("login_end");
  const logOut = async () => {
    const app = await end.run({});
    if (app !== null) onEnd(app);
  };

  return (
    <IntoView atTop>
      <VerdictCard
        id="logged-in"
        kind={login.scopes_missing.length === 0 ? "good" : "warning"}
        verdict={verdict()}
        facts={facts()}
        groups={login.scopes_missing.length === 0 ? [] : [missing()]}
        details={{ title: t("details.title"), content: <Facts facts={details()} /> }}
      >
        <Button
          id="login-end"
          data-color="fjord"
          variant="secondary"
          loading={end.busy}
          onClick={() => void logOut()}
        >
          {t("end")}
        </Button>
        {end.problem && <ProblemCard problem={end.problem} on={{ try_again: () => void logOut() }} />}
      </VerdictCard>
    </IntoView>
  );

  function verdict(): string {
    if (login.scopes_missing.length > 0) return t("verdict.missing");
    return login.name === null ? t("verdict.title_nameless") : t("verdict.title", { name: login.name });
  }

  function facts(): FactLine[] {
    return [
      { name: t("fact.national_id"), value: login.national_id ?? "" },
      { name: t("fact.level"), value: t(`level.${levelOf(login.acr)}`) },
      { name: t("fact.scopes"), value: login.scopes, code: true },
      { name: t("fact.logged_in"), value: dayAndTime(login.logged_in_at, i18n.language) },
      { name: t("fact.expires"), value: timeOfDay(login.expires_at, i18n.language) },
    ].filter(({ value }) => value !== "");
  }

  function missing(): VerdictGroup {
    const why = t("missing.why", { scopes: list(login.scopes_missing, i18n.language) });
    return {
      title: t("common:move.you"),
      items: [
        {
          key: "scopes-missing",
          kind: "warning",
          title: t("missing.title"),
          text: [why, t("missing.remedy")].join(" "),
        },
      ],
    };
  }

  function details(): FactLine[] {
    return [
      { name: t("details.acr"), value: login.acr, code: true },
      { name: t("details.amr"), value: login.amr, code: true },
      { name: t("details.client_id"), value: login.client_id, code: true },
    ];
  }
}

/** Somebody logged in before the restart. */
export function GoneLogin({ login }: { login: LoginView }) {
  const { t, i18n } = useTranslation("login");
  return (
    <VerdictCard
      id="login-gone"
      kind="note"
      verdict={login.name === null ? t("verdict.gone_nameless") : t("verdict.gone", { name: login.name })}
      facts={[
        { name: t("fact.logged_in"), value: dayAndTime(login.logged_in_at, i18n.language) },
        { name: t("fact.now"), value: t("verdict.gone_why") },
      ]}
    />
  );
}
