import { Field, Label, Select } from "@digdir/designsystemet-react";

interface Props {
  id: string;
  label: string;
  description?: string;
  value: string;
  /** Value and words. */
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}

/** One of a list, folded. */
export function SelectField({ id, label, description, value, options, onChange }: Props) {
  return (
    <Field>
      <Label htmlFor={id}>{label}</Label>
      {description !== undefined && <Field.Description>{description}</Field.Description>}
      <Select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
        {options.map(([option, words]) => (
          <Select.Option key={option} value={option}>
            {words}
          </Select.Option>
        ))}
      </Select>
    </Field>
  );
}
