import type { TFunction } from "i18next";

import type { FactView } from "../ipc/generated/FactView";
import { count, dayAndTime, isolated, list, organisationNumber } from "../parts/format";

const ENVIRONMENTS = ["practice", "test", "production", "custom"];

/** A problem's facts as the texts' placeholders, in the reader's own form. */
export function factTexts(
  facts: Readonly<Record<string, FactView>>,
  t: TFunction,
  language: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, factText(name, fact, t, language)]),
  );
}

/** Facts of Altinn 2 that are words, not names. */
const WORDS: Readonly<Record<string, string>> = { old_part: "legacy:part", successor: "legacy:successor" };

function factText(name: string, fact: FactView, t: TFunction, language: string): string {
  switch (fact.kind) {
    case "text":
      if (WORDS[name] !== undefined) return t(`${WORDS[name]}.${fact.value}`);
      return ENVIRONMENTS.includes(fact.value)
        ? t(`common:environment.${fact.value}`)
        : isolated(organisationNumber(fact.value));
    case "number":
      // A key's length is written as the standards do, 2048, beside what the texts themselves say.
      return name === "bits" ? String(fact.value) : count(fact.value, language);
    case "moment":
      return dayAndTime(fact.value, language);
    case "list":
      return list(
        fact.value.map((one) => isolated(organisationNumber(one))),
        language,
      );
  }
}
