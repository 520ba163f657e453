import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { CalendarEntry } from "../../ipc/generated/CalendarEntry";
import { useCommand } from "../../ipc/useCommand";
import { day } from "../../parts/format";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./done.module.css";
import { Saved } from "./Saved";

/** What expires when, and a file for the calendar. */
export function Calendar({ entries }: { entries: readonly CalendarEntry[] }) {
  const { t, i18n } = useTranslation("done");
  const save = useCommand("calendar_save");
  const saveIcs = () => void save.run({});
  return (
    <section className={styles.section}>
      <Heading level={2} data-size="xs">
        {t("calendar.heading")}
      </Heading>
      {entries.length === 0 ? (
        <Paragraph>{t("calendar.empty")}</Paragraph>
      ) : (
        <>
          <ul className={styles.entries}>
            {entries.map(({ what, name, expires_at }) => (
              <li key={`${what} ${name}`}>
                <span>
                  {t(`calendar.${what}`)} <code>{name}</code>
                </span>
                <time dateTime={expires_at}>
                  {t("calendar.expires", { date: day(expires_at, i18n.language) })}
                </time>
              </li>
            ))}
          </ul>
          <Button id="save-calendar" variant="secondary" loading={save.busy} onClick={saveIcs}>
            {t("calendar.save")}
          </Button>
          <Saved state={save.state} />
        </>
      )}
      {save.problem && <ProblemCard problem={save.problem} on={{ try_again: saveIcs }} />}
    </section>
  );
}
