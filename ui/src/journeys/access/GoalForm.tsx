import { Details, Textfield } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import styles from "./access.module.css";
import type { Goal } from "./subjects";

interface Props {
  goal: Goal;
  onChange: (goal: Goal) => void;
}

const FIELDS = ["party", "package", "resource"] as const satisfies readonly (keyof Goal)[];

/** What the system user should reach, for those who know: a customer, a package, a service. */
export function GoalForm({ goal, onChange }: Props) {
  const { t } = useTranslation("access");
  return (
    <Details id="goal">
      <Details.Summary>{t("goal.title")}</Details.Summary>
      <Details.Content className={styles.goal}>
        {FIELDS.map((field) => (
          <Textfield
            key={field}
            id={`goal-${field}`}
            label={t(`goal.${field}`)}
            description={t(`goal.${field}_description`)}
            value={goal[field]}
            onChange={(event) => onChange({ ...goal, [field]: event.target.value })}
            inputMode={field === "party" ? "numeric" : "text"}
            autoComplete="off"
            spellCheck={false}
          />
        ))}
      </Details.Content>
    </Details>
  );
}
