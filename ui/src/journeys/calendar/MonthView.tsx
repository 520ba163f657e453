import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { ChevronLeftIcon, ChevronRightIcon } from "@navikt/aksel-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { CalendarEntry } from "../../ipc/generated/CalendarEntry";
import type { CalendarView } from "../../ipc/generated/CalendarView";
import type { RenewalsView } from "../../ipc/generated/RenewalsView";
import { monthAndYear } from "../../parts/format";
import type { StepProps } from "../StepProps";
import styles from "./calendar.module.css";
import { EntryLines } from "./Entries";
import { type Month, monthOf, moved, sameMonth } from "./months";
import { MonthTable } from "./MonthTable";

interface Props extends Pick<StepProps, "go"> {
  calendar: CalendarView;
  renewals: RenewalsView | null;
  onRemove: (entry: CalendarEntry) => void;
}

/** One month at a time, and what ends in it. */
export function MonthView({ calendar: { now, entries }, renewals, go, onRemove }: Props) {
  const { t, i18n } = useTranslation("calendar");
  const [shown, setShown] = useState(() => monthOf(now));
  const name = (month: Month) => monthAndYear(new Date(month.year, month.month, 1), i18n.language);
  const here = entries.filter((entry) => sameMonth(monthOf(entry.expires_at), shown));
  const first = new Date(shown.year, shown.month, 1);
  const next = entries.find((entry) => new Date(entry.expires_at) > first) ?? entries.at(-1);
  const elsewhere = next && monthOf(next.expires_at);

  return (
    <section className={styles.group} aria-labelledby="month">
      <div className={styles.months}>
        <Button
          id="month-previous"
          variant="secondary"
          data-size="sm"
          aria-label={t("month.previous")}
          onClick={() => setShown(moved(shown, -1))}
        >
          <ChevronLeftIcon aria-hidden />
        </Button>
        <Heading level={2} data-size="xs" id="month" aria-live="polite" className={styles.monthName}>
          {name(shown)}
        </Heading>
        <Button
          id="month-next"
          variant="secondary"
          data-size="sm"
          aria-label={t("month.next")}
          onClick={() => setShown(moved(shown, 1))}
        >
          <ChevronRightIcon aria-hidden />
        </Button>
        {!sameMonth(shown, monthOf(now)) && (
          <Button id="month-now" variant="tertiary" data-size="sm" onClick={() => setShown(monthOf(now))}>
            {t("month.now")}
          </Button>
        )}
      </div>
      <MonthTable month={shown} now={now} entries={here} />
      {here.length > 0 ? (
        <EntryLines
          label={t("month.entries")}
          entries={here}
          renewals={renewals}
          go={go}
          onRemove={onRemove}
        />
      ) : (
        <div className={styles.line}>
          <Paragraph>{t("month.none")}</Paragraph>
          {elsewhere && (
            <Button id="month-to" variant="tertiary" data-size="sm" onClick={() => setShown(elsewhere)}>
              {t("month.to", { month: name(elsewhere) })}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
