import { Button } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { CertificateView } from "../../ipc/generated/CertificateView";
import type { Problem } from "../../ipc/generated/Problem";
import type { RevocationState } from "../../ipc/generated/RevocationState";
import { Mark, type MarkKind } from "../../parts/Mark";
import styles from "./certificate.module.css";
import { tellsOfRevocation } from "./verdict";

const MARKS: Record<RevocationState, MarkKind> = {
  good: "good",
  revoked: "blocking",
  unknown: "note",
  not_checked: "note",
};

interface Props {
  certificate: CertificateView;
  asking: boolean;
  /** Why nobody could be asked. */
  problem: Problem | null;
  /** None where nobody can be asked. */
  onAgain?: () => void;
}

/**
 * Whether the issuer has called the certificate back: a quiet line while it is asked, and after that only where no finding says it.
 * It is read out all the same. No answer stops nobody.
 */
export function Revocation({ certificate, asking, problem, onAgain }: Props) {
  const { t } = useTranslation("certificate");
  const state = certificate.revocation;
  const said = problem?.turn === "network" ? "offline" : problem !== null ? "unknown" : state;
  // Of one that cannot be used as it is nobody was asked, and nobody needs to be.
  const needless = state === "not_checked" && certificate.usable !== "enterprise_certificate";
  const told = !asking && problem === null && (needless || tellsOfRevocation(certificate));
  return (
    <div className={styles.revocation} data-told={told && state !== "unknown"}>
      <div
        id="revocation"
        data-state={asking ? "asking" : said}
        className={told ? "ds-sr-only" : styles.short}
        aria-live="polite"
        aria-busy={asking}
      >
        <Mark kind={asking ? "waiting" : problem === null ? MARKS[state] : "note"} />
        <span>{t(`revocation.${asking ? "asking" : said}`)}</span>
      </div>
      {onAgain && !asking && (problem !== null || state === "unknown") && (
        <Button id="ask-again" variant="tertiary" data-size="sm" onClick={onAgain}>
          {t("revocation.again")}
        </Button>
      )}
    </div>
  );
}
