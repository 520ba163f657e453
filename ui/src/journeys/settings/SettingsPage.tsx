import { Fieldset, Heading, Paragraph, Radio } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { Theme } from "../../ipc/generated/Theme";
import { useCommand } from "../../ipc/useCommand";
import { Facts } from "../../parts/Facts";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import { LanguageChoice } from "../LanguageChoice";
import type { StepProps } from "../StepProps";
import styles from "./settings.module.css";

const THEMES: readonly Theme[] = ["system", "light", "dark"];

/** Language, appearance, and what the program is. */
export function SettingsPage({ app, replace }: StepProps) {
  const { t } = useTranslation(["settings", "common"]);
  const settings = useCommand("app_settings");

  async function choose(theme: Theme) {
    const next = await settings.run({ language: null, theme });
    if (next) replace(next);
  }

  return (
    <StepPage id="page-settings" title={t("settings:title")} purpose={t("settings:purpose")}>
      <section className={styles.section}>
        <Heading level={2} data-size="xs">
          {t("common:language")}
        </Heading>
        <LanguageChoice language={app.settings.language} replace={replace} />
      </section>
      <Fieldset>
        <Fieldset.Legend>{t("common:theme.label")}</Fieldset.Legend>
        {THEMES.map((theme) => (
          <Radio
            key={theme}
            id={`theme-${theme}`}
            name="theme"
            value={theme}
            checked={theme === app.settings.theme}
            onChange={() => void choose(theme)}
            label={t(`common:theme.${theme}`)}
          />
        ))}
      </Fieldset>
      {settings.problem && <ProblemCard problem={settings.problem} />}
      <section className={styles.section}>
        <Heading level={2} data-size="xs">
          {t("settings:about.title")}
        </Heading>
        <Paragraph>{t("settings:about.independent")}</Paragraph>
        <Facts
          facts={[
            { name: t("settings:about.version"), value: app.version },
            { name: t("settings:about.licence"), value: "MIT" },
          ]}
        />
      </section>
    </StepPage>
  );
}
