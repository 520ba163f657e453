import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { ClientEnd } from "../../ipc/generated/ClientEnd";
import type { ClientRowView } from "../../ipc/generated/ClientRowView";
import type { ClientRunView } from "../../ipc/generated/ClientRunView";
import type { ClientWish } from "../../ipc/generated/ClientWish";
import { count, organisationNumber } from "../../parts/format";
import { IntoView } from "../../parts/IntoView";
import { VerdictCard } from "../../parts/VerdictCard";
import { VirtualList } from "../../parts/VirtualList";
import type { ActionHandlers } from "../../problems/ProblemActions";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./parties.module.css";

interface Props {
  run: ClientRunView;
  wish: ClientWish;
  on: ActionHandlers;
  onGoOn: () => void;
}

const ENDS: readonly ClientEnd[] = ["done", "already", "failed", "left"];

/** How a list went, client by client; those that are left can be gone on with. */
export function Ended({ run, wish, on, onGoOn }: Props) {
  const { t, i18n } = useTranslation("parties");
  const many = (end: ClientEnd) => run.rows.filter((row) => row.end === end).length;
  const [failed, left] = [many("failed"), many("left")];
  const verdict = left > 0 ? "left" : failed > 0 ? "failed" : "good";
  return (
    <>
      {run.stopped && <ProblemCard problem={run.stopped} on={{ ...on, try_again: onGoOn }} />}
      <IntoView>
        <VerdictCard
          id="run-ended"
          kind={verdict === "good" ? "good" : "warning"}
          verdict={t(`run.ended_${verdict}`)}
          facts={ENDS.filter((end) => many(end) > 0).map((end) => ({
            name: t(end === "done" ? `run.done_${wish}` : `run.${end}`),
            value: count(many(end), i18n.language),
          }))}
        />
      </IntoView>
      <VirtualList
        id="run-list"
        label={t("run.list")}
        items={run.rows}
        keyOf={({ number }) => number}
        estimate={44}
      >
        {(row) => <Row row={row} wish={wish} />}
      </VirtualList>
      {(left > 0 || failed > 0) && (
        <div data-row>
          <Button id="go-on" onClick={onGoOn}>
            {t("run.go_on")}
          </Button>
          <Paragraph data-size="sm">{t("run.go_on_detail")}</Paragraph>
        </div>
      )}
    </>
  );
}

function Row({ row, wish }: { row: ClientRowView; wish: ClientWish }) {
  const { t } = useTranslation(["parties", "problems", "common"]);
  const why = row.problem && t([`problems:${row.problem.code}.title`, "common:problem.unknown.title"]);
  return (
    <div className={styles.row} data-end={row.end} data-code={row.problem?.code}>
      <span>
        {organisationNumber(row.number)} <bdi>{row.name}</bdi>
      </span>
      <span className={styles.subtle}>
        {why ?? t(row.end === "done" ? `parties:run.done_${wish}` : `parties:run.${row.end}`)}
      </span>
    </div>
  );
}
