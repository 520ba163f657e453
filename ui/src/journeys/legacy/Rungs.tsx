import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { RungOutcome } from "../../ipc/generated/RungOutcome";
import type { RungView } from "../../ipc/generated/RungView";
import { useStream } from "../../ipc/useCommand";
import { Mark, type MarkKind } from "../../parts/Mark";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./legacy.module.css";

const MARKS: Record<RungOutcome, MarkKind> = { passed: "good", failed: "blocking", skipped: "note" };

/** The rungs for Altinn 2, each proving one thing; the first that breaks is explained. */
export function Rungs() {
  const { t } = useTranslation("legacy");
  const check = useStream("legacy_check");
  const { state } = check;
  const rungs = state.kind === "busy" ? state.progress : state.kind === "done" ? state.answer.rungs : [];
  return (
    <section className={styles.section} id="legacy-rungs">
      <div className={styles.head}>
        <Heading level={3} data-size="2xs">
          {t("ladder.title")}
        </Heading>
        <Button
          id="legacy-climb"
          variant="secondary"
          data-size="sm"
          loading={check.busy}
          onClick={() => void check.run({})}
        >
          {t("ladder.start")}
        </Button>
      </div>
      {check.problem && <ProblemCard problem={check.problem} />}
      <ol className={styles.rungs} aria-live="polite">
        {rungs.map((rung) => (
          <Rung key={rung.name} rung={rung} />
        ))}
      </ol>
    </section>
  );
}

function Rung({ rung }: { rung: RungView }) {
  const { t } = useTranslation("legacy");
  return (
    <li id={`rung-${rung.name}`} data-outcome={rung.outcome} className={styles.rung}>
      <Mark kind={MARKS[rung.outcome]} />
      <div className={styles.words}>
        <strong>{t(`rung.${rung.name}.title`)}</strong>
        <Paragraph data-size="sm" className={styles.quiet}>
          {t(`outcome.${rung.outcome}`)}
          {rung.outcome === "passed" && `. ${t(`rung.${rung.name}.proves`)}`}
        </Paragraph>
        {rung.problem && <ProblemCard problem={rung.problem} />}
      </div>
    </li>
  );
}
