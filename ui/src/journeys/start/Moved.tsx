import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { Mark } from "../../parts/Mark";
import styles from "./start.module.css";

/** The profile came from another computer: the two ways on, and what is not lost. */
export function Moved() {
  const { t } = useTranslation("start");
  return (
    <section className={styles.form}>
      <Heading level={2} data-size="xs">
        {t("vault.moved.ways")}
      </Heading>
      <dl className={styles.ways}>
        {(["old", "new"] as const).map((way) => (
          <div key={way}>
            <dt>{t(`vault.moved.${way}.title`)}</dt>
            <dd>{t(`vault.moved.${way}.text`)}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.kept}>
        <Mark kind="good" />
        <div>
          <strong>{t("vault.moved.kept.title")}</strong>
          <Paragraph>{t("vault.moved.kept.text")}</Paragraph>
        </div>
      </div>
    </section>
  );
}
