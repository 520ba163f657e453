import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import styles from "./settings.module.css";

/** Vaults that could not be opened and were kept beside the one in use. */
export function SetAside({ files }: { files: readonly string[] }) {
  const { t } = useTranslation("settings");
  return (
    <div className={styles.section} id="set-aside">
      <Heading level={3} data-size="2xs">
        {t("vault.aside")}
      </Heading>
      <Paragraph data-size="sm">{t("vault.aside_what")}</Paragraph>
      <ul className={styles.files}>
        {files.map((file) => (
          <li key={file}>
            <code>{file}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
