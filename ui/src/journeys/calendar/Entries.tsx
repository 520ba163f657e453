import { Button, Heading } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { CalendarEntry } from "../../ipc/generated/CalendarEntry";
import type { Urgency } from "../../ipc/generated/Urgency";
import { Endings } from "../../parts/Endings";
import { ending } from "../entries";
import { EntryAction } from "../EntryAction";
import type { StepProps } from "../StepProps";
import styles from "./calendar.module.css";

const URGENCIES: readonly Urgency[] = ["over", "day", "week", "month", "quarter", "later"];

interface Props extends Pick<StepProps, "go"> {
  entries: readonly CalendarEntry[];
  onRemove: (entry: CalendarEntry) => void;
}

/** What ends, by how near it is. */
export function Entries({ entries, go, onRemove }: Props) {
  const { t } = useTranslation("calendar");
  return URGENCIES.map((urgency) => {
    const near = entries.filter((entry) => entry.urgency === urgency);
    if (near.length === 0) return null;
    return (
      <section key={urgency} id={`urgency-${urgency}`} className={styles.group}>
        <Heading level={2} data-size="2xs">
          {t(`urgency.${urgency}`)}
        </Heading>
        <EntryLines label={t(`urgency.${urgency}`)} entries={near} go={go} onRemove={onRemove} />
      </section>
    );
  });
}

/** A line an entry, with what can be done about it. */
export function EntryLines({ entries, label, go, onRemove }: Props & { label: string }) {
  const { t, i18n } = useTranslation(["calendar", "common"]);
  const line = (entry: CalendarEntry) => ({
    ...ending(entry, t, i18n.language),
    ...(entry.client_id !== null && {
      note: (
        <>
          {t("calendar:client")} <code>{entry.client_id}</code>
        </>
      ),
    }),
    buttons: (
      <>
        <EntryAction id={`act-${entry.id}`} entry={entry} go={go} />
        {entry.watched && (
          <Button
            id={`unwatch-${entry.id}`}
            variant="tertiary"
            data-size="sm"
            aria-label={t("calendar:watch.remove_name", { name: entry.name })}
            onClick={() => onRemove(entry)}
          >
            {t("calendar:watch.remove")}
          </Button>
        )}
      </>
    ),
  });
  return <Endings label={label} endings={entries.map(line)} />;
}
