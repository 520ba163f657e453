import { Details, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { FindingView } from "../../ipc/generated/FindingView";
import type { TokenReadingView } from "../../ipc/generated/TokenReadingView";
import { useCommand } from "../../ipc/useCommand";
import type { MarkKind } from "../../parts/Mark";
import { VerdictCard } from "../../parts/VerdictCard";
import { findingGroups } from "../../problems/findings";
import { chains } from "./chains";
import { Claims } from "./Claims";
import { DetailCards } from "./DetailCards";
import { mainFacts } from "./facts";
import { Lifetime } from "./Lifetime";
import { Picture } from "./Picture";
import { Signature } from "./Signature";
import styles from "./token.module.css";

interface Props {
  reading: TokenReadingView;
  /** Whom the person works for. */
  organisation: string | null;
}

/** A token in words: what it is, who is in it, for how long, whether it is genuine, and every claim. */
export function Reading({ reading, organisation }: Props) {
  const { t, i18n } = useTranslation(["token", "problems", "common"]);
  const signature = useCommand("token_signature");
  const checked = signature.state.kind === "done" ? signature.state.answer.finding : null;
  const kind = verdictOf(checked === null ? reading.findings : [...reading.findings, checked]);
  const fine = reading.findings.length === 0 && (checked === null || checked.severity === "good");
  const inPicture = chains(reading);

  return (
    <div id="token-reading" className={styles.reading} data-kind={reading.token}>
      <VerdictCard
        id="token-verdict"
        kind={kind}
        verdict={t(`kind.${reading.token}`)}
        lead={fine && <Paragraph id="token-fine">{t(checked ? "page.fine_signed" : "page.fine")}</Paragraph>}
        facts={mainFacts(reading, t, i18n.language)}
        groups={findingGroups(reading.findings, t, i18n.language)}
      />
      {inPicture.length > 0 && <Picture chains={inPicture} reading={reading} organisation={organisation} />}
      <Signature command={signature} reading={reading.reading} />
      <Lifetime life={reading.lifetime} />
      <DetailCards details={reading.details} />
      <Claims id="claims" heading={t("said.claims")} claims={reading.claims} />
      <Details id="token-header">
        <Details.Summary>{t("page.header")}</Details.Summary>
        <Details.Content>
          <Claims id="header-claims" claims={reading.header} />
        </Details.Content>
      </Details>
      <Paragraph data-size="sm" className={styles.quiet}>
        {t("said.local")}
      </Paragraph>
    </div>
  );
}

/** The heaviest of what was found. That nothing is odd proves nothing, so it takes a signature to be good. */
function verdictOf(findings: readonly FindingView[]): MarkKind {
  const has = (severity: FindingView["severity"]) => findings.some((one) => one.severity === severity);
  return (["blocking", "warning", "note", "good"] as const).find(has) ?? "note";
}
