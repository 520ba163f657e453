import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { Facts } from "../../parts/Facts";
import styles from "./settings.module.css";

/** What the program is, and whose. */
export function About({ version }: { version: string }) {
  const { t } = useTranslation("settings");
  return (
    <section className={styles.section}>
      <Heading level={2} data-size="xs">
        {t("about.title")}
      </Heading>
      <Paragraph>{t("about.independent")}</Paragraph>
      <Facts
        facts={[
          { name: t("about.version"), value: version },
          { name: t("about.licence"), value: "MIT" },
        ]}
      />
    </section>
  );
}
