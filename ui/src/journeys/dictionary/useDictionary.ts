import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { Problem } from "../../ipc/generated/Problem";
import { useCommand } from "../../ipc/useCommand";
import type { Told } from "./search";

/** The whole dictionary in the reader's language. Where a problem would tell a value, a stand-in says which. */
export function useDictionary(): { told: readonly Told[]; problem: Problem | null } {
  const { t, i18n } = useTranslation(["dictionary", "problems"]);
  const { state, problem, run } = useCommand("dictionary_open");
  useEffect(() => void run({}), [run]);
  const told = useMemo(() => {
    const entries = state.kind === "done" ? state.answer.entries : [];
    return entries.map((entry): Told => {
      const facts = Object.fromEntries(entry.facts.map((name) => [name, t(`dictionary:fact.${name}`)]));
      const words = (part: string) => t(`problems:${entry.code}.${part}`, { ...facts, lng: i18n.language });
      return { entry, title: words("title"), cause: words("cause"), remedy: words("remedy") };
    });
  }, [state, t, i18n.language]);
  return { told, problem };
}
