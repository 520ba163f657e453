import { Button, Heading, Tag } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { CalendarEntry } from "../../ipc/generated/CalendarEntry";
import type { RenewalsView } from "../../ipc/generated/RenewalsView";
import type { Urgency } from "../../ipc/generated/Urgency";
import { Endings } from "../../parts/Endings";
import { ending } from "../entries";
import type { StepProps } from "../StepProps";
import styles from "./calendar.module.css";
import { KeyAction, keyState } from "./KeyAction";

const URGENCIES: readonly Urgency[] = ["over", "day", "week", "month", "quarter", "later"];

interface Props extends Pick<StepProps, "go"> {
  entries: readonly CalendarEntry[];
  /** What is under way, and what each client signs with; none when that cannot be read. */
  renewals: RenewalsView | null;
  onRemove: (entry: CalendarEntry) => void;
}

/** What ends, by how near it is. */
export function Entries({ entries, renewals, go, onRemove }: Props) {
  const { t } = useTranslation("calendar");
  return URGENCIES.map((urgency) => {
    const near = entries.filter((entry) => entry.urgency === urgency);
    if (near.length === 0) return null;
    return (
      <section key={urgency} id={`urgency-${urgency}`} className={styles.group}>
        <Heading level={2} data-size="2xs">
          {t(`urgency.${urgency}`)}
        </Heading>
        <EntryLines
          label={t(`urgency.${urgency}`)}
          entries={near}
          renewals={renewals}
          go={go}
          onRemove={onRemove}
        />
      </section>
    );
  });
}

/** A line an entry, with what can be done about it. */
export function EntryLines({ entries, label, renewals, go, onRemove }: Props & { label: string }) {
  const { t, i18n } = useTranslation(["calendar", "common", "renewal"]);
  const line = (entry: CalendarEntry) => ({
    ...ending(entry, t, i18n.language),
    ...(entry.client_id !== null && {
      note: (
        <>
          {t("calendar:client")} <code>{entry.client_id}</code>
          {keyState(entry, renewals) === "not_in_use" && (
            <span className={styles.spare}>{t("calendar:not_in_use")}</span>
          )}
          {keyState(entry, renewals)?.startsWith("renew") && (
            <span className={styles.spare}>
              <Tag data-color="info" data-size="sm">
                {t("renewal:tag")}
              </Tag>
            </span>
          )}
        </>
      ),
    }),
    buttons: (
      <>
        <KeyAction state={keyState(entry, renewals)} entry={entry} go={go} />
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
