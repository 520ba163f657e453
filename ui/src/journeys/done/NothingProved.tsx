import { Button, Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { StepProps } from "../StepProps";
import styles from "./done.module.css";

/** Nothing is done yet: where to begin. */
export function NothingProved({ go }: Pick<StepProps, "go">) {
  const { t } = useTranslation("done");
  return (
    <Card id="nothing-proved" data-color="neutral" className={styles.empty}>
      <Heading level={2} data-size="xs">
        {t("nothing.title")}
      </Heading>
      <Paragraph>{t("nothing.why")}</Paragraph>
      <Button id="to-start" variant="secondary" onClick={() => go("start")}>
        {t("nothing.action")}
      </Button>
    </Card>
  );
}
