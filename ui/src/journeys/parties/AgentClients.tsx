import { Paragraph, Spinner } from "@digdir/designsystemet-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ClientPlanView } from "../../ipc/generated/ClientPlanView";
import type { ClientRunView } from "../../ipc/generated/ClientRunView";
import type { UnfinishedRun } from "../../ipc/generated/UnfinishedRun";
import { useCommand, useStream } from "../../ipc/useCommand";
import type { ActionHandlers } from "../../problems/ProblemActions";
import { ProblemCard } from "../../problems/ProblemCard";
import { ClientListForm } from "./ClientListForm";
import { ClientLists } from "./ClientLists";
import { DryRun } from "./DryRun";
import { Ended } from "./Ended";
import { Running } from "./Running";
import { addable, changes, type ClientList, EMPTY_LIST } from "./clientList";
import { Unfinished } from "./Unfinished";

interface Props {
  owner: string;
  agent: string;
  /** A run that did not come to its end. */
  unfinished: UnfinishedRun | null;
  on: ActionHandlers;
}

/** One agent's clients: what is there, a list held against it, and the list carried out. */
export function AgentClients({ owner, agent, unfinished, on }: Props) {
  const { t } = useTranslation("parties");
  const clients = useCommand("agent_clients");
  const planning = useCommand("agent_plan");
  const apply = useStream("agent_apply");
  const cancel = useCommand("agent_cancel");
  const [list, setList] = useState<ClientList>(EMPTY_LIST);
  const [plan, setPlan] = useState<ClientPlanView | null>(null);
  const [ended, setEnded] = useState<ClientRunView | null>(null);
  const [left, setLeft] = useState(unfinished);
  const { run: fetch } = clients;
  const read = useCallback(() => void fetch({ owner, agent }), [fetch, owner, agent]);
  useEffect(read, [read]);

  function edit(part: Partial<ClientList>) {
    setList({ ...list, ...part });
    setPlan(null);
    setEnded(null);
    planning.reset();
    apply.reset();
  }
  async function dryRun(from: ClientList) {
    setEnded(null);
    const { wish, numbers } = from;
    setPlan(await planning.run({ owner, agent, wish, numbers }));
  }
  async function carryOut() {
    const { wish, numbers, pace } = list;
    const done = await apply.run({ owner, agent, wish, numbers, pace });
    if (done === null) return;
    setEnded(done);
    setPlan(null);
    read();
  }
  function takeUp(run: UnfinishedRun) {
    const taken = { wish: run.wish, numbers: run.numbers, pace: run.pace };
    setLeft(null);
    setList(taken);
    void dryRun(taken);
  }

  const busy = apply.state.kind === "busy";
  return (
    <>
      {clients.busy && clients.state.kind !== "done" && <Spinner aria-label={t("clients.reading")} />}
      {clients.problem && <ProblemCard problem={clients.problem} on={{ ...on, try_again: read }} />}
      {clients.state.kind === "done" && <ClientLists clients={clients.state.answer} />}
      {left && !busy && <Unfinished run={left} onTakeUp={takeUp} />}
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
      {apply.state.kind === "busy" && (
        <Running
          told={apply.state.progress}
          of={plan === null ? 0 : plan.rows.length}
          changes={plan === null ? 0 : changes(plan)}
          pace={list.pace}
          onCancel={() => void cancel.run({})}
        />
      )}
      {apply.problem && (
        <ProblemCard problem={apply.problem} on={{ ...on, try_again: () => void carryOut() }} />
      )}
      {ended && !busy && <Ended run={ended} wish={list.wish} on={on} onGoOn={() => void dryRun(list)} />}
      <Paragraph role="status" data-size="sm">
        {ended && !busy
          ? t(`run.announced_${list.wish}`, { count: ended.rows.filter(({ end }) => end === "done").length })
          : ""}
      </Paragraph>
    </>
  );
}
