import { Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { day, norwegianDay } from "../../parts/format";
import { Mark } from "../../parts/Mark";
import styles from "./calendar.module.css";

/** Which day everything is counted from; practice may be in another year. */
export function Today({ now, practice }: { now: string; practice: boolean }) {
  const { t, i18n } = useTranslation("calendar");
  const there = norwegianDay(now);
  const date = day(there, i18n.language);
  const here = norwegianDay(new Date().toISOString());
  if (!practice || there.getTime() === here.getTime()) {
    return <Paragraph id="today">{t("today", { date })}</Paragraph>;
  }
  return (
    <div id="travelled" className={styles.line}>
      <Mark kind="note" />
      <Paragraph>{t("travelled", { date })}</Paragraph>
    </div>
  );
}
