import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { RungOutcome } from "../../ipc/generated/RungOutcome";
import type { RungView } from "../../ipc/generated/RungView";
import type { TestSubject } from "../../ipc/generated/TestSubject";
import { count } from "../../parts/format";
import { Mark, type MarkKind } from "../../parts/Mark";
import { factTexts } from "../../problems/facts";
import { type ActionHandlers } from "../../problems/ProblemActions";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./access.module.css";
import { RUNGS } from "./subjects";

const MARKS: Record<RungOutcome, MarkKind> = { passed: "good", failed: "blocking", skipped: "note" };

interface Props {
  subject: TestSubject;
  rungs: readonly RungView[];
  /** What the step can do about a failure. */
  on: ActionHandlers;
}

/** The rungs as they are climbed; the one that broke is explained. */
export function Ladder({ subject, rungs, on }: Props) {
  const { t } = useTranslation("access");
  const climbed = new Map(rungs.map((rung) => [rung.name, rung]));
  const names = [...new Set([...RUNGS[subject], ...climbed.keys()])];
  return (
    <section className={styles.ladder}>
      <Heading level={2} data-size="xs">
        {t("ladder")}
      </Heading>
      <ol className={styles.rungs} aria-live="polite">
        {names.map((name) => (
          <Rung key={name} name={name} rung={climbed.get(name)} on={on} />
        ))}
      </ol>
    </section>
  );
}

function Rung({ name, rung, on }: { name: string; rung: RungView | undefined; on: ActionHandlers }) {
  const { t, i18n } = useTranslation(["access", "problems"]);
  return (
    <li id={`rung-${name}`} data-outcome={rung?.outcome ?? "pending"} className={styles.rung}>
      <Mark kind={rung ? MARKS[rung.outcome] : "waiting"} />
      <div className={styles.words}>
        <div className={styles.line}>
          <Heading level={3} data-size="2xs">
            {t(`rung.${name}.title`)}
          </Heading>
          <span className={styles.quiet}>{t(rung ? `outcome.${rung.outcome}` : "pending")}</span>
          {rung && rung.outcome !== "skipped" && (
            <span className={styles.time}>
              {t("milliseconds", { milliseconds: count(rung.milliseconds, i18n.language) })}
            </span>
          )}
        </div>
        <Paragraph data-size="sm">{t(`rung.${name}.proves`)}</Paragraph>
        {rung?.outcome === "passed" && (
          <Paragraph data-size="sm" className={styles.quiet}>
            {t(`rung.${name}.found`, factTexts(rung.facts, t, i18n.language))}
          </Paragraph>
        )}
        {rung?.skipped != null && (
          <Paragraph data-size="sm" className={styles.quiet}>
            {t(`problems:${rung.skipped}.cause`)}
          </Paragraph>
        )}
        {rung?.problem && <ProblemCard problem={rung.problem} on={on} />}
      </div>
    </li>
  );
}
