import { Details, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { CalledView } from "../../ipc/generated/CalledView";
import { type FactLine, Facts } from "../../parts/Facts";
import { monthAndYear } from "../../parts/format";
import styles from "./dictionary.module.css";
import type { Found } from "./search";

interface Props {
  found: Found;
  open: boolean;
}

/** One failure: what it is, why, what to do, whose move it is, what others call it, and how that is known. */
export function Explanation({ found: { entry, title, cause, remedy, name }, open }: Props) {
  const { t, i18n } = useTranslation(["dictionary", "common"]);
  // A service's refusal that is looked up may be another program's.
  const byAsker = entry.turn === "us" && entry.called.length > 0;
  const known = {
    name: t("known"),
    value: t("known_value", {
      source: t(`source.${entry.source}`),
      date: monthAndYear(new Date(entry.as_of), i18n.language),
      evidence: t(`evidence.${entry.evidence}`),
    }),
  };
  return (
    <Details data-code={entry.code} defaultOpen={open}>
      <Details.Summary>
        <span className={styles.summary}>
          {title}
          <code>{shortName(entry.called) ?? entry.code}</code>
        </span>
      </Details.Summary>
      <Details.Content>
        <div className={styles.explanation}>
          {name && <Paragraph data-size="sm">{t("recognised_by", { name })}</Paragraph>}
          <Paragraph>{cause}</Paragraph>
          <Paragraph>
            <strong>{remedy}</strong>
          </Paragraph>
          <Paragraph data-size="sm">{t(byAsker ? "asker" : `common:turn.${entry.turn}`)}</Paragraph>
          <Facts facts={[{ name: t("our_code"), value: entry.code, code: true }, ...calledLines(), known]} />
        </div>
      </Details.Content>
    </Details>
  );

  function calledLines(): FactLine[] {
    const kinds = [...new Set(entry.called.map(({ kind }) => kind))];
    return kinds.map((kind) => ({
      name: t(`called.${kind}`),
      value: entry.called.filter((one) => one.kind === kind).map((one) => one.name),
      code: true,
    }));
  }
}

/** The service's own code, by which most people look. */
function shortName(called: readonly CalledView[]): string | undefined {
  return called.find(({ kind }) => kind === "code")?.name;
}
