import { Button, Paragraph } from "@digdir/designsystemet-react";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";

import type { ProfileView } from "../../ipc/generated/ProfileView";
import type { TokenView } from "../../ipc/generated/TokenView";
import { useCommand } from "../../ipc/useCommand";
import { type FactLine, Facts } from "../../parts/Facts";
import { dayAndTime, duration, list, organisationNumber, timeOfDay } from "../../parts/format";
import { IntoView } from "../../parts/IntoView";
import { VerdictCard } from "../../parts/VerdictCard";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./maskinporten.module.css";

interface Props {
  token: TokenView;
  profile: ProfileView | null;
  /** Opens the token reader with it. */
  onRead: () => void;
  /** More buttons. */
  children?: ReactNode;
}

/** What a token says that still lives in memory. */
export function TokenCard({ token, profile, onRead, children }: Props) {
  const { t, i18n } = useTranslation("maskinporten");
  return (
    <IntoView atTop>
      <VerdictCard
        id={`token-${token.sign_with}`}
        kind={token.missing.length === 0 ? "good" : "warning"}
        lead={
          token.missing.length > 0 && (
            <Paragraph id="missing-scopes">
              {t("verdict.missing", { scopes: list(token.missing, i18n.language) })}
            </Paragraph>
          )
        }
        verdict={t("verdict.title", { organisation: whose(token, profile) })}
        facts={tokenFacts()}
        details={{ title: t("details.title"), content: <Facts facts={moreFacts()} /> }}
      >
        <CopyToken token={token} />
        <Button id="read-token" data-color="fjord" variant="tertiary" onClick={onRead}>
          {t("read_token")}
        </Button>
        {children}
      </VerdictCard>
    </IntoView>
  );

  function tokenFacts(): FactLine[] {
    return [
      { name: t("fact.consumer"), value: organisationNumber(token.consumer ?? "") },
      { name: t("fact.supplier"), value: organisationNumber(token.supplier ?? "") },
      { name: t("fact.system_user"), value: organisationNumber(token.system_user?.owner ?? "") },
      { name: t("fact.scopes"), value: token.scopes, code: true },
      {
        name: t("fact.lifetime"),
        value: t("fact.lifetime_value", {
          time: timeOfDay(token.expires_at, i18n.language),
          length: duration(token.lifetime, i18n.language),
        }),
      },
      { name: t("fact.signed"), value: t(`fact.signed_${token.sign_with}`) },
    ].filter(({ value }) => value.length > 0);
  }

  function moreFacts(): FactLine[] {
    const offset = token.clock_offset;
    return [
      { name: t("fact.client"), value: token.client_id, code: true },
      { name: t("details.system"), value: token.system_user?.system ?? "", code: true },
      { name: t("details.system_user"), value: token.system_user?.id ?? "", code: true },
      { name: t("details.delegation_source"), value: token.delegation_source ?? "", code: true },
      { name: t("details.audience"), value: token.audience, code: true },
      { name: t("details.person"), value: token.for_a_person ? t("details.one_person") : "" },
      { name: t("details.issuer"), value: token.issuer, code: true },
      { name: t("details.client_amr"), value: token.client_amr ?? "", code: true },
      { name: t("details.issued"), value: dayAndTime(token.issued_at, i18n.language) },
      { name: t("details.clock"), value: offset === null ? "" : duration(offset, i18n.language) },
    ].filter(({ value }) => value.length > 0);
  }
}

/** Whom a token speaks for. */
export function whose({ consumer }: TokenView, profile: ProfileView | null): string {
  const ours = profile !== null && (consumer === null || consumer === profile.organisation);
  const name = ours ? (profile.organisation_name ?? profile.organisation) : (consumer ?? "");
  return organisationNumber(name);
}

/** Rust puts the token on the clipboard, so it never passes through here. */
function CopyToken({ token }: { token: TokenView }) {
  const { t } = useTranslation("maskinporten");
  const { state, problem, busy, run, reset } = useCommand("token_copy");
  const cleared = state.kind === "done" ? state.answer.cleared_after_seconds : null;
  const copy = () => void (token.token !== null && run({ token: token.token }));

  useEffect(() => {
    if (cleared === null) return;
    const timer = setTimeout(reset, cleared * 1000);
    return () => clearTimeout(timer);
  }, [cleared, reset]);

  return (
    <>
      <Button id="copy-token" data-color="fjord" variant="secondary" loading={busy} onClick={copy}>
        {t("copy")}
      </Button>
      <Paragraph data-size="sm" className={styles.note} id="copy-said">
        {cleared === null ? t("copy_note") : t("copied", { seconds: cleared })}
      </Paragraph>
      {problem && <ProblemCard problem={problem} on={{ try_again: copy }} />}
    </>
  );
}
