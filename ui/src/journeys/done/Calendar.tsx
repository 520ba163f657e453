import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { CalendarEntry } from "../../ipc/generated/CalendarEntry";
import { Endings } from "../../parts/Endings";
import { ending } from "../entries";
import { SaveCalendar } from "../SaveCalendar";
import styles from "./done.module.css";

/** What expires when, and a file for the calendar. */
export function Calendar({ entries }: { entries: readonly CalendarEntry[] }) {
  const { t, i18n } = useTranslation(["done", "calendar"]);
  return (
    <section className={styles.section}>
      <Heading level={2} data-size="xs">
        {t("done:calendar.heading")}
      </Heading>
      {entries.length === 0 ? (
        <Paragraph>{t("done:calendar.empty")}</Paragraph>
      ) : (
        <>
          <Endings
            label={t("done:calendar.heading")}
            endings={entries.map((entry) => ending(entry, t, i18n.language))}
          />
          <SaveCalendar />
        </>
      )}
    </section>
  );
}
