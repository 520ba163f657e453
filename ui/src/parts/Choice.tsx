import { Fieldset, Radio } from "@digdir/designsystemet-react";
import { useId } from "react";

import styles from "./Choice.module.css";

export interface ChoiceOption<T extends string> {
  value: T;
  label: string;
  /** Under the label. */
  detail?: string;
  id: string;
  disabled?: boolean;
}

interface Props<T extends string> {
  legend: string;
  description?: string;
  options: readonly ChoiceOption<T>[];
  value: T | null;
  onChange: (value: T) => void;
}

/** One of a few, all in sight. */
export function Choice<T extends string>({ legend, description, options, value, onChange }: Props<T>) {
  const name = useId();
  return (
    <Fieldset className={styles.choice}>
      <Fieldset.Legend>{legend}</Fieldset.Legend>
      {description !== undefined && <Fieldset.Description>{description}</Fieldset.Description>}
      {options.map((option) => (
        <Radio
          key={option.value}
          id={option.id}
          name={name}
          value={option.value}
          label={option.label}
          description={option.detail}
          disabled={option.disabled ?? false}
          checked={option.value === value}
          onChange={() => onChange(option.value)}
        />
      ))}
    </Fieldset>
  );
}
