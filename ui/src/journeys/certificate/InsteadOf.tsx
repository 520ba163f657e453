import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { ActionView } from "../../ipc/generated/ActionView";
import type { Problem } from "../../ipc/generated/Problem";
import { factTexts } from "../../problems/facts";
import styles from "./certificate.module.css";

type Way = Extract<ActionView, "pick_file" | "create_key" | "review_start" | "order_certificate">;

const ELSEWHERE = [
  "certificate.other_environment",
  "certificate.probably_other_environment",
  "certificate.other_organisation",
];

interface Props {
  reason: Problem;
  /** Its key can be used: then the page's primary button does that. */
  useful: boolean;
  on: Record<Way, () => void>;
}

/** Why a certificate cannot be used as it is, and what to do instead; the sentence above has said what it is. */
export function InsteadOf({ reason, useful, on }: Props) {
  const { t, i18n } = useTranslation(["certificate", "problems", "common"]);
  const facts = factTexts(reason.facts, t, i18n.language);
  const words = (part: "cause" | "remedy") =>
    t([`problems:${reason.code}.${part}`, `common:problem.unknown.${part}`], facts);
  return (
    <section id="instead" data-code={reason.code} className={styles.instead}>
      <Paragraph>{words("cause")}</Paragraph>
      <Paragraph className={styles.remedy}>{words("remedy")}</Paragraph>
      <div data-row>
        {waysOut(reason.code, useful).map((way) => (
          <Button
            key={way}
            id={`instead-${way}`}
            variant="secondary"
            data-size="sm"
            data-color="fjord"
            onClick={on[way]}
          >
            {t(`common:action.${way}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}

function waysOut(code: string, useful: boolean): Way[] {
  if (ELSEWHERE.includes(code))
    return useful ? ["pick_file", "review_start"] : ["review_start", "create_key"];
  return useful ? ["pick_file", "order_certificate"] : ["order_certificate", "create_key"];
}
