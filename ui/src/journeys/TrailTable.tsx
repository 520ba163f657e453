import { Table } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { TrailEntryView } from "../ipc/generated/TrailEntryView";
import { Breakable } from "../parts/Breakable";
import { count, timeOfDay } from "../parts/format";
import { Mark, type MarkKind } from "../parts/Mark";
import { ScrollArea } from "../parts/ScrollArea";
import styles from "./TrailTable.module.css";

/** The trail as a table: time, what, how it went, how long it took. */
export function TrailTable({ entries }: { entries: readonly TrailEntryView[] }) {
  const { t } = useTranslation("diagnostics");
  return (
    <ScrollArea label={t("trail.heading")} className={styles.scroll}>
      <Table id="trail" data-size="sm" zebra>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell>{t("trail.when")}</Table.HeaderCell>
            <Table.HeaderCell>{t("trail.what")}</Table.HeaderCell>
            <Table.HeaderCell>{t("trail.how")}</Table.HeaderCell>
            <Table.HeaderCell className={styles.number}>{t("trail.took")}</Table.HeaderCell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {entries.map((entry, place) => (
            // The trail only grows at one end, and two entries may be alike.
            <Entry key={entries.length - place} entry={entry} />
          ))}
        </Table.Body>
      </Table>
    </ScrollArea>
  );
}

function Entry({ entry }: { entry: TrailEntryView }) {
  const { t, i18n } = useTranslation(["diagnostics", "problems"]);
  const milliseconds = entry.kind === "exchange" ? count(entry.milliseconds, i18n.language) : null;
  return (
    <Table.Row data-entry={entry.kind}>
      <Table.Cell className={styles.time}>
        <time dateTime={entry.at}>{timeOfDay(entry.at, i18n.language)}</time>
      </Table.Cell>
      <Table.Cell className={styles.what}>
        <code>
          <Breakable
            text={entry.kind === "step" ? entry.name : `${entry.method} ${entry.host}${entry.path}`}
          />
        </code>
      </Table.Cell>
      <Table.Cell className={styles.result}>
        <span className={styles.how}>
          <Mark kind={markOf(entry)} />
          <span>
            {howItWent()}
            {entry.kind === "step" && entry.code !== null && (
              <>
                {" "}
                <code>{entry.code}</code>
              </>
            )}
          </span>
        </span>
      </Table.Cell>
      <Table.Cell className={styles.number}>
        {milliseconds !== null && t("trail.milliseconds", { milliseconds })}
      </Table.Cell>
    </Table.Row>
  );

  function howItWent(): string {
    if (entry.kind === "exchange") {
      return entry.status === null ? t("trail.no_answer") : t("trail.status", { status: entry.status });
    }
    return entry.code === null
      ? t("trail.good")
      : t("trail.failed", { title: t(`problems:${entry.code}.title`) });
  }
}

function markOf(entry: TrailEntryView): MarkKind {
  const good = entry.kind === "step" ? entry.code === null : entry.status !== null && entry.status < 400;
  return good ? "good" : "blocking";
}
