import { Fieldset, Heading, Paragraph, Switch } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { FaultView } from "../../ipc/generated/FaultView";
import type { PracticeView } from "../../ipc/generated/PracticeView";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./practice.module.css";

interface Props {
  faults: readonly FaultView[];
  onChange: (practice: PracticeView) => void;
}

/** Refusals that can be switched on, by whose behaviour they change. */
export function Faults({ faults, onChange }: Props) {
  const { t } = useTranslation("practice");
  const set = useCommand("practice_fault");
  const concerns = [...new Set(faults.map(({ concern }) => concern))];
  const flip = async ({ name, on }: FaultView) => {
    const practice = await set.run({ name, on: !on });
    if (practice !== null) onChange(practice);
  };

  return (
    <section className={styles.section} aria-labelledby="faults">
      <Heading level={2} data-size="sm" id="faults" tabIndex={-1} className={styles.heading}>
        {t("faults.heading")}
      </Heading>
      <Paragraph>{t("faults.purpose")}</Paragraph>
      {set.problem && <ProblemCard problem={set.problem} />}
      {concerns.map((concern) => (
        <Fieldset key={concern} className={styles.faults}>
          <Fieldset.Legend>{t(`concern.${concern}`)}</Fieldset.Legend>
          {faults
            .filter((fault) => fault.concern === concern)
            .map((fault) => (
              <Switch
                key={fault.name}
                id={`fault-${fault.name}`}
                label={t(`fault.${fault.name}.title`)}
                description={t(`fault.${fault.name}.teaches`)}
                checked={fault.on}
                onChange={() => void flip(fault)}
              />
            ))}
        </Fieldset>
      ))}
    </section>
  );
}
