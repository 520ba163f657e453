import { useTranslation } from "react-i18next";

import type { Problem } from "../../ipc/generated/Problem";
import { list } from "../../parts/format";
import { factTexts } from "../../problems/facts";

/** What a problem is called, and the same with what to do about it. */
export function useSaying(): (problem: Problem) => { title: string; whole: string } {
  const { t, i18n } = useTranslation(["systems", "problems"]);
  return ({ code, facts }) => {
    const texts = factTexts(facts, t, i18n.language);
    const { languages } = facts;
    if (languages?.kind === "list") {
      const names = languages.value.map((one) => t(`systems:language.${one}`, { defaultValue: one }));
      texts.languages = list(names, i18n.language);
    }
    const part = (name: string) => t([`problems:${code}.${name}`, `common:problem.unknown.${name}`], texts);
    return { title: part("title"), whole: `${part("title")}. ${part("cause")} ${part("remedy")}` };
  };
}
