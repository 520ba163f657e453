import { Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { day } from "../../parts/format";
import { Mark } from "../../parts/Mark";
import styles from "./calendar.module.css";
import { isoDay } from "./days";

/** Which day everything is counted from; practice may be in another year. */
export function Today({ now, practice }: { now: string; practice: boolean }) {
  const { t, i18n } = useTranslation("calendar");
  const date = day(now, i18n.language);
  if (!practice || isoDay(new Date(now)) === isoDay(new Date())) {
    return <Paragraph id="today">{t("today", { date })}</Paragraph>;
  }
  return (
    <div id="travelled" className={styles.line}>
      <Mark kind="note" />
      <Paragraph>{t("travelled", { date })}</Paragraph>
    </div>
  );
}
