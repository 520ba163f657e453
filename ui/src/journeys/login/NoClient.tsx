import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import styles from "./login.module.css";

/** Who has no client yet is shown how it is registered. */
export function NoClient({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation("login");
  return (
    <div id="register-login" className={styles.under}>
      <Paragraph data-size="sm">
        <strong>{t("portal.title")}</strong> {t("portal.text")}
      </Paragraph>
      <div>
        <Button id="open-road" variant="secondary" data-size="sm" onClick={onOpen}>
          {t("portal.open")}
        </Button>
      </div>
    </div>
  );
}
