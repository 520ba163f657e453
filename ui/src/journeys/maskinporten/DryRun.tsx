import { Card, Heading, Link, Paragraph } from "@digdir/designsystemet-react";
import { use } from "react";
import { useTranslation } from "react-i18next";

import type { CheckView } from "../../ipc/generated/CheckView";
import type { DryRunView } from "../../ipc/generated/DryRunView";
import type { Outcome } from "../../ipc/generated/Outcome";
import type { CommandState } from "../../ipc/useCommand";
import { Mark, type MarkKind } from "../../parts/Mark";
import { factTexts } from "../../problems/facts";
import { LookUp } from "../../problems/ProblemActions";
import styles from "./maskinporten.module.css";

const MARKS: Record<Outcome, MarkKind> = { good: "good", note: "warning", bad: "blocking" };

/** What can be checked without sending anything. */
export function DryRun({ state }: { state: CommandState<DryRunView, never> }) {
  const { t } = useTranslation("maskinporten");
  const checks = checksOf(state);
  return (
    <Card id="dry-run" data-color="neutral" role="status">
      <div className={styles.dryRun}>
        <Heading level={2} data-size="2xs">
          {t("dry_run.title")}
        </Heading>
        <Paragraph data-size="sm" className={styles.quiet}>
          {t(checks.length === 0 ? "dry_run.incomplete" : "dry_run.purpose")}
        </Paragraph>
        {checks.length > 0 && (
          <ul className={styles.checks}>
            {checks.map((check) => (
              <Check key={check.code} check={check} />
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

/** An order that cannot even be read is one line: what is wrong with it. */
function checksOf(state: CommandState<DryRunView, never>): readonly CheckView[] {
  if (state.kind === "done") return state.answer.checks;
  if (state.kind === "failed") return [{ ...state.problem, outcome: "bad", refusal: null }];
  return [];
}

function Check({ check }: { check: CheckView }) {
  const { t, i18n } = useTranslation(["maskinporten", "problems", "common"]);
  const facts = factTexts(check.facts, t, i18n.language);
  const words = (part: "title" | "cause" | "remedy") =>
    t([`problems:${check.code}.${part}`, `common:problem.unknown.${part}`], facts);
  return (
    <li data-code={check.code} data-outcome={check.outcome}>
      <Mark kind={MARKS[check.outcome]} />
      <div>
        <span className={styles.visuallyHidden}>{t(`outcome.${check.outcome}`)}: </span>
        {words("title")}
        {check.outcome !== "good" && (
          <div className={styles.quiet}>
            {words("cause")} {words("remedy")}
            {check.refusal !== null && (
              <span className={styles.refusal}>
                {t("dry_run.refusal")} <Refusal code={check.refusal} />
              </span>
            )}
          </div>
        )}
      </div>
    </li>
  );
}

/** A code, which leads to its explanation where there is a dictionary. */
function Refusal({ code }: { code: string }) {
  const lookUp = use(LookUp);
  if (lookUp === null) return <code>{code}</code>;
  return (
    <Link asChild>
      <button type="button" onClick={() => lookUp(code)}>
        <code>{code}</code>
      </button>
    </Link>
  );
}
