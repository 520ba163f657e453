import { Field, Label, Select } from "@digdir/designsystemet-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/useCommand";
import { organisationNumber } from "../../parts/format";
import { ProblemCard } from "../../problems/ProblemCard";

/** The town's organisations, to act as one of them. */
export function TownChoice({ chosen }: { chosen: string | null }) {
  const { t } = useTranslation("start");
  const { state, run } = useCommand("practice_open");
  useEffect(() => void run({}), [run]);

  if (state.kind === "failed") {
    return <ProblemCard problem={state.problem} on={{ try_again: () => void run({}) }} />;
  }
  const organisations = state.kind === "done" ? state.answer.organisations : [];
  return (
    <Field>
      <Label htmlFor="organisation">{t("organisation.town")}</Label>
      <Field.Description>{t("organisation.town_description")}</Field.Description>
      <Select
        key={organisations.length}
        id="organisation"
        name="organisation"
        defaultValue={chosen ?? organisations[0]?.number ?? ""}
        aria-busy={state.kind !== "done"}
      >
        {organisations.map(({ number, name }) => (
          <Select.Option key={number} value={number}>
            {`${name} – ${organisationNumber(number)}`}
          </Select.Option>
        ))}
      </Select>
    </Field>
  );
}
