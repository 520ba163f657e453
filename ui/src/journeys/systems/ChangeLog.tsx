import { Details, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { SystemChangeView } from "../../ipc/generated/SystemChangeView";
import { useCommand } from "../../ipc/useCommand";
import { Facts } from "../../parts/Facts";
import { dayAndTime, organisationNumber } from "../../parts/format";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./systems.module.css";

/** What was done to a system; read when somebody opens it. */
export function ChangeLog({ id }: { id: string }) {
  const { t } = useTranslation("systems");
  const [open, setOpen] = useState(false);
  return (
    <Details id="change-log" open={open} onToggle={() => setOpen((before) => !before)}>
      <Details.Summary>{t("log.title")}</Details.Summary>
      <Details.Content>{open && <Changes id={id} />}</Details.Content>
    </Details>
  );
}

function Changes({ id }: { id: string }) {
  const { t } = useTranslation("systems");
  const { state, problem, busy, run } = useCommand("system_changes");
  useEffect(() => {
    void run({ id });
  }, [run, id]);
  if (problem) return <ProblemCard problem={problem} on={{ try_again: () => void run({ id }) }} />;
  if (busy || state.kind !== "done") return <Paragraph role="status">{t("log.reading")}</Paragraph>;
  const { changes } = state.answer;
  if (changes.length === 0) return <Paragraph>{t("log.none")}</Paragraph>;
  return (
    <ol className={styles.log}>
      {changes.map((change, place) => (
        // Two entries can be alike, and they never move.
        <li key={changes.length - place} data-kind={change.kind}>
          <Entry change={change} />
        </li>
      ))}
    </ol>
  );
}

function Entry({ change }: { change: SystemChangeView }) {
  const { t, i18n } = useTranslation("systems");
  const at = change.at === null ? t("log.unknown_time") : dayAndTime(change.at, i18n.language);
  return (
    <>
      <Heading level={2} data-size="2xs">
        {`${t(`log.kind.${change.kind}`)} – ${at}`}
      </Heading>
      <Facts
        facts={[
          ...(change.by === null ? [] : [{ name: t("log.by"), value: organisationNumber(change.by) }]),
          ...(change.client_id === null
            ? []
            : [{ name: t("log.client"), value: change.client_id, code: true }]),
        ]}
      />
      {change.data !== "" && (
        <Details>
          <Details.Summary>{t("log.data")}</Details.Summary>
          <Details.Content>
            <pre className={styles.data}>{change.data}</pre>
          </Details.Content>
        </Details>
      )}
    </>
  );
}
