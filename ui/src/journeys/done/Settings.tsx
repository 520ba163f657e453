import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { CopyField } from "../../parts/CopyField";
import styles from "./done.module.css";

/** Public values to paste into the system that shall use the access. */
export function Settings({ settings }: { settings: string }) {
  const { t } = useTranslation(["done", "common"]);
  return (
    <section className={styles.section}>
      <Heading level={2} data-size="xs">
        {t("settings.heading")}
      </Heading>
      <Paragraph>{t("settings.purpose")}</Paragraph>
      <CopyField
        label={t("settings.label")}
        value={settings}
        id="copy-settings"
        valueId="settings"
        copy={t("common:copy.copy")}
        copied={t("common:copy.copied")}
      />
    </section>
  );
}
