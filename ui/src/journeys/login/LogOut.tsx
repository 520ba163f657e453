import { Button, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Fold } from "./Fold";
import styles from "./login.module.css";

interface Props {
  busy: boolean;
  /** With the address that the browser is to go on to; empty for none. */
  onEnd: (returnsTo: string) => void;
}

/** Takes the tokens back and ends the session in the browser. */
export function LogOut({ busy, onEnd }: Props) {
  const { t } = useTranslation("login");
  const [returnsTo, setReturnsTo] = useState("");
  return (
    <>
      <Button
        id="login-end"
        data-color="fjord"
        variant="secondary"
        loading={busy}
        onClick={() => onEnd(returnsTo.trim())}
      >
        {t("end.do")}
      </Button>
      <div className={styles.below}>
        <Fold id="login-end-more" title={t("end.more")}>
          <Paragraph data-size="sm">{t("end.what")}</Paragraph>
          <Textfield
            id="returns-to"
            label={t("end.returns_to")}
            description={t("end.returns_to_description")}
            value={returnsTo}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => setReturnsTo(target.value)}
          />
        </Fold>
      </div>
    </>
  );
}
