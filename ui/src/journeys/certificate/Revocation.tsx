import { Button } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { Problem } from "../../ipc/generated/Problem";
import type { RevocationState } from "../../ipc/generated/RevocationState";
import { Mark, type MarkKind } from "../../parts/Mark";
import styles from "./certificate.module.css";

const MARKS: Record<RevocationState, MarkKind> = {
  good: "good",
  revoked: "blocking",
  unknown: "note",
  not_checked: "note",
};

interface Props {
  state: RevocationState;
  asking: boolean;
  /** Why nobody could be asked. */
  problem: Problem | null;
  /** None where nobody can be asked. */
  onAgain?: () => void;
}

/** Whether the issuer has called the certificate back: a quiet line that is there from the start. No answer stops nobody. */
export function Revocation({ state, asking, problem, onAgain }: Props) {
  const { t } = useTranslation("certificate");
  const said = problem?.turn === "network" ? "offline" : problem !== null ? "unknown" : state;
  return (
    <div className={styles.revocation}>
      <div
        id="revocation"
        data-state={asking ? "asking" : said}
        className={styles.short}
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
