import { Fieldset, Heading, Radio } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { SettingsView } from "../../ipc/generated/SettingsView";
import type { Theme } from "../../ipc/generated/Theme";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { LanguageChoice } from "../LanguageChoice";
import type { StepProps } from "../StepProps";
import styles from "./settings.module.css";

const THEMES: readonly Theme[] = ["system", "light", "dark"];

interface Props extends Pick<StepProps, "replace"> {
  settings: SettingsView;
}

/** Language and appearance; both switch at once. */
export function Looks({ settings, replace }: Props) {
  const { t } = useTranslation("common");
  const change = useCommand("app_settings");

  async function choose(theme: Theme) {
    const next = await change.run({ language: null, theme });
    if (next) replace(next);
  }

  return (
    <>
      <section className={styles.section}>
        <Heading level={2} data-size="xs">
          {t("language")}
        </Heading>
        <LanguageChoice language={settings.language} replace={replace} />
      </section>
      <Fieldset>
        <Fieldset.Legend>{t("theme.label")}</Fieldset.Legend>
        {THEMES.map((theme) => (
          <Radio
            key={theme}
            id={`theme-${theme}`}
            name="theme"
            value={theme}
            checked={theme === settings.theme}
            onChange={() => void choose(theme)}
            label={t(`theme.${theme}`)}
          />
        ))}
      </Fieldset>
      {change.problem && <ProblemCard problem={change.problem} />}
    </>
  );
}
