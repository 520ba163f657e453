import { Button, Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { Doorway } from "../../parts/Doorway";
import type { StepProps } from "../StepProps";
import styles from "./calendar.module.css";

/** Nothing ends yet: what will come here, and how. */
export function EmptyCalendar({ go }: Pick<StepProps, "go">) {
  const { t } = useTranslation("calendar");
  return (
    <Card id="calendar-empty" data-color="neutral" className={styles.empty}>
      <Doorway />
      <Heading level={2} data-size="xs">
        {t("empty.title")}
      </Heading>
      <Paragraph>{t("empty.text")}</Paragraph>
      <Button id="to-key" variant="secondary" data-color="fjord" onClick={() => go("key")}>
        {t("empty.do")}
      </Button>
    </Card>
  );
}
