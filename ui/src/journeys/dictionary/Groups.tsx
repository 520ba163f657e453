import { Details } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Entries } from "./Entries";
import { isCheck, nounOf, type Told } from "./search";

/** The dictionary by what the failures are about, to leaf through. */
export function Groups({ told }: { told: readonly Told[] }) {
  const failures = told.filter(({ entry }) => !isCheck(entry.code));
  const nouns = [...new Set(failures.map(({ entry }) => nounOf(entry.code)))];
  return (
    <div>
      {nouns.map((noun) => (
        <Group key={noun} noun={noun} told={failures.filter(({ entry }) => nounOf(entry.code) === noun)} />
      ))}
    </div>
  );
}

function Group({ noun, told }: { noun: string; told: readonly Told[] }) {
  const { t } = useTranslation("dictionary");
  const [open, setOpen] = useState(false);
  return (
    <Details id={`noun-${noun}`} open={open} onToggle={() => setOpen((before) => !before)}>
      <Details.Summary>{t("group", { noun: t(`noun.${noun}`), number: told.length })}</Details.Summary>
      <Details.Content>{open && <Entries entries={told} />}</Details.Content>
    </Details>
  );
}
