import { Button, Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { StepProps } from "../StepProps";
import styles from "./access.module.css";

/** No token lives in memory: where to get one. */
export function NothingToTestWith({ go }: Pick<StepProps, "go">) {
  const { t } = useTranslation("access");
  return (
    <Card id="nothing-to-test-with" data-color="neutral" className={styles.empty}>
      <Heading level={2} data-size="xs">
        {t("none.title")}
      </Heading>
      <Paragraph>{t("none.why")}</Paragraph>
      <div className={styles.buttons}>
        <Button id="to-maskinporten" variant="secondary" onClick={() => go("maskinporten")}>
          {t("none.to_maskinporten")}
        </Button>
        <Button id="to-login" variant="secondary" onClick={() => go("login")}>
          {t("none.to_login")}
        </Button>
      </div>
    </Card>
  );
}
