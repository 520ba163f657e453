import { Paragraph, Spinner } from "@digdir/designsystemet-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ClientPlanView } from "../../ipc/generated/ClientPlanView";
import type { UnfinishedRun } from "../../ipc/generated/UnfinishedRun";
import { useCommand } from "../../ipc/useCommand";
import type { ActionHandlers } from "../../problems/ProblemActions";
import { ProblemCard } from "../../problems/ProblemCard";
import { ClientListForm } from "./ClientListForm";
import { ClientLists } from "./ClientLists";
import { DryRun } from "./DryRun";
import { Ended } from "./Ended";
import { addable, type ClientList, EMPTY_LIST, listOf } from "./clientList";
import { Unfinished } from "./Unfinished";
import type { ClientRuns } from "./useClientRuns";

interface Props {
  owner: string;
  agent: string;
  /** A run that did not come to its end. */
  unfinished: UnfinishedRun | null;
  runs: ClientRuns;
  on: ActionHandlers;
}

/** One agent's clients: what is there, a list held against it, and the list carried out. */
export function AgentClients({ owner, agent, unfinished, runs, on }: Props) {
  const { t } = useTranslation("parties");
  const clients = useCommand("agent_clients");
  const planning = useCommand("agent_plan");
  const last = runs.last?.run.agent === agent ? runs.last : null;
  const [list, setList] = useState<ClientList>(last ? listOf(last.run) : EMPTY_LIST);
  const [plan, setPlan] = useState<ClientPlanView | null>(null);
  const [left, setLeft] = useState(unfinished);
  const { run: fetch } = clients;
  const read = useCallback(() => void fetch({ owner, agent }), [fetch, owner, agent]);
  useEffect(read, [read]);

  function edit(part: Partial<ClientList>) {
    setList({ ...list, ...part });
    setPlan(null);
    planning.reset();
    runs.clear();
  }
  async function dryRun(from: ClientList) {
    runs.clear();
    const { wish, numbers } = from;
    setPlan(await planning.run({ owner, agent, wish, numbers }));
  }
  async function carryOut() {
    if (!(await runs.carryOut({ owner, agent, ...list }))) return;
    setPlan(null);
    read();
  }
  function takeUp(run: UnfinishedRun) {
    const taken = listOf(run);
    setLeft(null);
    setList(taken);
    void dryRun(taken);
  }

  const busy = runs.underWay !== null;
  return (
    <>
      {clients.busy && clients.state.kind !== "done" && <Spinner aria-label={t("clients.reading")} />}
      {clients.problem && <ProblemCard problem={clients.problem} on={{ ...on, try_again: read }} />}
      {clients.state.kind === "done" && <ClientLists clients={clients.state.answer} />}
      {left && !last && !busy && <Unfinished run={left} onTakeUp={takeUp} />}
      {!busy && (
        <ClientListForm
          list={list}
          busy={planning.busy}
          available={clients.state.kind === "done" ? addable(clients.state.answer) : []}
          onChange={edit}
          onDryRun={() => void dryRun(list)}
        />
      )}
      {planning.problem && (
        <ProblemCard problem={planning.problem} on={{ ...on, try_again: () => void dryRun(list) }} />
      )}
      {plan && !busy && (
        <DryRun
          plan={plan}
          pace={list.pace}
          onPace={(pace) => setList({ ...list, pace })}
          onApply={() => void carryOut()}
        />
      )}
      {runs.problem && (
        <ProblemCard problem={runs.problem} on={{ ...on, try_again: () => void carryOut() }} />
      )}
      {last && !busy && (
        <Ended run={last.ended} wish={last.run.wish} on={on} onGoOn={() => void dryRun(list)} />
      )}
      <Paragraph role="status" data-size="sm">
        {last && !busy
          ? t(`run.announced_${last.run.wish}`, {
              count: last.ended.rows.filter(({ end }) => end === "done").length,
            })
          : ""}
      </Paragraph>
    </>
  );
}
