import { Field, Label, Select } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/useCommand";
import { organisationNumber } from "../../parts/format";
import { ProblemCard } from "../../problems/ProblemCard";

/** The town's organisations, to act as one of them; its form gets the number and the name. */
export function TownChoice({ chosen }: { chosen: string | null }) {
  const { t } = useTranslation("start");
  const { state, run } = useCommand("practice_open");
  const [picked, setPicked] = useState(chosen);
  useEffect(() => void run({}), [run]);

  if (state.kind === "failed") {
    return <ProblemCard problem={state.problem} on={{ try_again: () => void run({}) }} />;
  }
  const organisations = state.kind === "done" ? state.answer.organisations : [];
  const organisation = organisations.find(({ number }) => number === picked) ?? organisations[0];
  return (
    <Field>
      <Label htmlFor="organisation">{t("organisation.town")}</Label>
      <Field.Description>{t("organisation.town_description")}</Field.Description>
      <Select
        id="organisation"
        name="organisation"
        value={organisation?.number ?? ""}
        onChange={({ target }) => setPicked(target.value)}
        aria-busy={state.kind !== "done"}
      >
        {organisations.map(({ number, name }) => (
          <Select.Option key={number} value={number}>
            {`${name} – ${organisationNumber(number)}`}
          </Select.Option>
        ))}
      </Select>
      {organisation && <input type="hidden" name="organisation-name" value={organisation.name} />}
    </Field>
  );
}
