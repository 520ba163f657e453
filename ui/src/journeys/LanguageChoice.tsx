import { ToggleGroup } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { AppView } from "../ipc/generated/AppView";
import type { Language } from "../ipc/generated/Language";
import { useCommand } from "../ipc/useCommand";
import { ProblemCard } from "../problems/ProblemCard";

// Each language is named in itself, so that its reader finds it.
const LANGUAGES: readonly { tag: Language; name: string }[] = [
  { tag: "nb", name: "Bokmål" },
  { tag: "nn", name: "Nynorsk" },
  { tag: "en", name: "English" },
];

interface Props {
  language: Language;
  replace: (app: AppView) => void;
}

/** The language of the window; switches at once. */
export function LanguageChoice({ language, replace }: Props) {
  const { t } = useTranslation("common");
  const settings = useCommand("app_settings");

  async function choose(value: string) {
    const chosen = LANGUAGES.find(({ tag }) => tag === value);
    if (!chosen) return;
    const app = await settings.run({ language: chosen.tag, theme: null });
    if (app) replace(app);
  }

  return (
    <>
      <ToggleGroup
        data-size="sm"
        aria-label={t("language")}
        value={language}
        onChange={(value) => void choose(value)}
      >
        {LANGUAGES.map(({ tag, name }) => (
          <ToggleGroup.Item key={tag} id={`language-${tag}`} value={tag} lang={tag}>
            {name}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup>
      {settings.problem && <ProblemCard problem={settings.problem} />}
    </>
  );
}
