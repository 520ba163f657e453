import { useTranslation } from "react-i18next";

import type { CalendarEntry } from "../../ipc/generated/CalendarEntry";
import { weekdays } from "../../parts/format";
import { Mark } from "../../parts/Mark";
import { ending } from "../entries";
import styles from "./calendar.module.css";
import { type Month, sameDay, weeksOf } from "./months";

interface Props {
  month: Month;
  now: string;
  /** Those of the month. */
  entries: readonly CalendarEntry[];
}

/** A month as a table, Monday first; an entry leads to its line below. */
export function MonthTable({ month, now, entries }: Props) {
  const { t, i18n } = useTranslation("calendar");
  return (
    <table className={styles.table} aria-labelledby="month">
      <thead>
        <tr>
          <th scope="col" className={styles.week}>
            {t("month.week")}
          </th>
          {weekdays(i18n.language).map(({ long, short }) => (
            <th key={long} scope="col" abbr={long}>
              <span aria-hidden>{short}</span>
              <span className={styles.spoken}>{long}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map(({ number, days }) => (
          <tr key={number}>
            <th scope="row" className={styles.week}>
              {number}
            </th>
            {days.map((date, weekday) =>
              date === null ? (
                <td key={weekday} className={styles.outside} />
              ) : (
                <td key={weekday} {...(sameDay(date, now) && { "aria-current": "date" })}>
                  <span className={styles.date}>{date.getDate()}</span>
                  {entries
                    .filter((entry) => sameDay(date, entry.expires_at))
                    .map((entry) => (
                      <EntryLink key={entry.id} entry={entry} />
                    ))}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function EntryLink({ entry }: { entry: CalendarEntry }) {
  const { t, i18n } = useTranslation("calendar");
  const { id, kind, what, name } = ending(entry, t, i18n.language);
  return (
    <a
      href={`#${id}`}
      className={styles.link}
      title={`${what} ${name}`}
      data-entry={entry.id}
      onClick={(event) => {
        // The address stays as it is; the line takes the focus.
        event.preventDefault();
        document.getElementById(id)?.focus();
      }}
    >
      <Mark kind={kind} />
      <span className={styles.spoken}>{`${what} ${name}`}</span>
    </a>
  );
}
