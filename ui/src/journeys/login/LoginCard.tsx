import { Paragraph } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { LoginView } from "../../ipc/generated/LoginView";
import { type FactLine, Facts } from "../../parts/Facts";
import { dayAndTime, list, organisationNumber, timeOfDay } from "../../parts/format";
import { IntoView } from "../../parts/IntoView";
import { VerdictCard, type VerdictGroup } from "../../parts/VerdictCard";
import { useExpired } from "../useExpired";

interface Props {
  login: LoginView;
  /** Buttons. */
  children: ReactNode;
}

/** Who is logged in, at which level, for whom, with which scopes, until when. */
export function LoginCard({ login, children }: Props) {
  const { t, i18n } = useTranslation(["login", "common"]);
  const expired = useExpired(login.expires_at);
  const provider = t(`provider.${login.provider}.name`);
  const complete = login.scopes_missing.length === 0;

  return (
    <IntoView atTop>
      <VerdictCard
        id="logged-in"
        kind={complete ? "good" : "warning"}
        verdict={complete ? who() : t("verdict.missing")}
        lead={lead()}
        facts={facts()}
        groups={complete ? [] : [missing()]}
        details={{ title: t("details.title"), content: <Facts facts={details()} /> }}
      >
        {children}
      </VerdictCard>
    </IntoView>
  );

  function who(): string {
    const { name } = login;
    return name === null ? t("verdict.title_nameless", { provider }) : t("verdict.title", { name, provider });
  }

  /** What whoever goes on should know. */
  function lead(): ReactNode {
    const told = [
      !complete && t("verdict.who", { who: who() }),
      login.from_earlier_session && t("verdict.from_earlier_session", { provider }),
      login.provider === "ansattporten" && t("verdict.not_for_altinn", { provider }),
      login.dpop && t("verdict.dpop"),
    ].filter((one) => one !== false);
    return told.map((one) => <Paragraph key={one}>{one}</Paragraph>);
  }

  function facts(): FactLine[] {
    const ends = timeOfDay(login.expires_at, i18n.language);
    const after = login.refreshable ? "expired_refreshable" : "expired";
    return [
      { name: t("fact.national_id"), value: login.national_id ?? "" },
      { name: t("fact.level"), value: level() },
      { name: t("fact.represents"), value: represents() },
      { name: t("fact.scopes"), value: login.scopes, code: true },
      { name: t("fact.expires"), value: expired ? t(`fact.${after}`, { time: ends }) : ends },
      { name: t("fact.idle_ends"), value: idleEnds() },
    ].filter(({ value }) => value.length > 0);
  }

  function level(): string {
    const known = { "selfregistered-email": "email", entraid: "work_account" }[login.acr];
    if (known !== undefined) return t(`level.${known}`);
    const name = t(`level.${login.level ?? "other"}`);
    return login.acr.startsWith("eidas-") ? t("level.european", { level: name }) : name;
  }

  function represents(): string[] {
    if (login.provider === "idporten") return [];
    const named = login.represented.map(({ organisation, name }) => {
      const number = organisationNumber(organisation.replace(/^0192:/, ""));
      return name === null ? number : t("fact.represented", { name, number });
    });
    return named.length > 0 ? named : [t("fact.represents_nobody")];
  }

  function idleEnds(): string {
    const { idle_ends_at } = login;
    return idle_ends_at === null
      ? ""
      : t("fact.idle_ends_value", { time: timeOfDay(idle_ends_at, i18n.language) });
  }

  function missing(): VerdictGroup {
    const why = t("missing.why", { provider, scopes: list(login.scopes_missing, i18n.language) });
    const text = [why, t("missing.remedy")].join(" ");
    return {
      title: t("common:move.you"),
      items: [{ key: "scopes-missing", kind: "warning", title: t("missing.title"), text }],
    };
  }

  function details(): FactLine[] {
    const once = (names: string[]) => [...new Set(names)].filter((name) => name !== "");
    return [
      { name: t("details.provider"), value: provider },
      { name: t("details.logged_in"), value: dayAndTime(login.logged_in_at, i18n.language) },
      { name: t("details.acr"), value: login.acr, code: true },
      { name: t("details.amr"), value: login.amr, code: true },
      { name: t("details.client_id"), value: login.client_id, code: true },
      { name: t("details.authentication"), value: t(`authentication.${login.authentication}.short`) },
      { name: t("details.redirect"), value: login.redirect ?? "", code: true },
      {
        name: t("details.resources"),
        value: once(login.represented.map(({ resource }) => resource ?? "")),
        code: true,
      },
      {
        name: t("details.rights"),
        value: once(login.represented.flatMap(({ rights }) => rights)),
        code: true,
      },
    ].filter(({ value }) => value.length > 0);
  }
}
