import { Field, Label, Select } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { VaultDetailsView } from "../../ipc/generated/VaultDetailsView";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./settings.module.css";

const MINUTES = [5, 15, 60];
const NEVER = "never";

interface Props {
  minutes: number | null;
  onChange: (details: VaultDetailsView) => void;
}

/** How long the vault stays open without use. */
export function LockAfter({ minutes, onChange }: Props) {
  const { t } = useTranslation("settings");
  const set = useCommand("vault_lock_after");
  const choices = minutes === null || MINUTES.includes(minutes) ? MINUTES : [...MINUTES, minutes];

  async function choose(value: string) {
    const answer = await set.run({ minutes: value === NEVER ? null : Number(value) });
    if (answer) onChange(answer);
  }

  return (
    <>
      <Field className={styles.wide}>
        <Label htmlFor="lock-after">{t("vault.lock_after")}</Label>
        <Field.Description>{t("vault.lock_after_hint")}</Field.Description>
        <Select
          id="lock-after"
          value={minutes === null ? NEVER : String(minutes)}
          onChange={({ target }) => void choose(target.value)}
        >
          {choices.map((count) => (
            <Select.Option key={count} value={String(count)}>
              {t("vault.minutes", { count })}
            </Select.Option>
          ))}
          <Select.Option value={NEVER}>{t("vault.never")}</Select.Option>
        </Select>
      </Field>
      {set.problem && <ProblemCard problem={set.problem} />}
    </>
  );
}
