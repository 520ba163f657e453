import { Details } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import styles from "./settings.module.css";

const PARTS = ["keychain", "password", "machine", "kept", "prepare"] as const;

/** What is lost with the keychain, the password or the machine, and what is not. */
export function Recovery() {
  const { t } = useTranslation("settings");
  return (
    <Details id="recovery">
      <Details.Summary>{t("recovery.title")}</Details.Summary>
      <Details.Content>
        <dl className={styles.parts}>
          {PARTS.map((part) => (
            <div key={part}>
              <dt>{t(`recovery.${part}.title`)}</dt>
              <dd>{t(`recovery.${part}.text`)}</dd>
            </div>
          ))}
        </dl>
      </Details.Content>
    </Details>
  );
}
