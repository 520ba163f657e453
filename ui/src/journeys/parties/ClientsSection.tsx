import { Button, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { AgentView } from "../../ipc/generated/AgentView";
import type { LoginView } from "../../ipc/generated/LoginView";
import type { UnfinishedRun } from "../../ipc/generated/UnfinishedRun";
import { useCommand } from "../../ipc/useCommand";
import { Choice } from "../../parts/Choice";
import { Doorway } from "../../parts/Doorway";
import { list } from "../../parts/format";
import type { ActionHandlers } from "../../problems/ProblemActions";
import { ProblemCard } from "../../problems/ProblemCard";
import { aboutLogin } from "../loginWish";
import type { StepProps } from "../StepProps";
import { AgentClients } from "./AgentClients";
import { CLIENTS, LoginNeeded, opens } from "./LoginNeeded";
import styles from "./parties.module.css";
import { Running } from "./Running";
import { useClientRuns } from "./useClientRuns";

interface Props {
  login: LoginView | null;
  go: StepProps["go"];
  own: string;
}

/** The agent system users of an organisation, and the clients of the one that is chosen. */
export function ClientsSection({ login, go, own }: Props) {
  const { t, i18n } = useTranslation("parties");
  const { state, problem, busy, run } = useCommand("agent_list");
  const [owner, setOwner] = useState(own);
  const [chosen, setChosen] = useState<string | null>(null);

  const ask = async (of: string, which?: string) => {
    const answer = await run({ owner: of });
    const [only, ...others] = answer?.agents ?? [];
    const begun = answer?.unfinished[0]?.agent;
    if (answer) setChosen(which ?? begun ?? (others.length === 0 ? (only?.id ?? null) : null));
  };
  const isOpen = opens(login, CLIENTS);
  const comeBack = (last: UnfinishedRun) => {
    setOwner(last.owner);
    // Without a login the question would be a problem that nobody met.
    if (isOpen) void ask(last.owner, last.agent);
  };
  const runs = useClientRuns(comeBack);
  const on: ActionHandlers = {
    try_again: () => void ask(owner),
    log_in_again: () => go("login", aboutLogin({ scopes: CLIENTS, high: true })),
  };
  const answer = state.kind === "done" ? state.answer : null;
  const unfinished = (of: AgentView): UnfinishedRun | null =>
    answer?.unfinished.find((begun) => begun.agent === of.id) ?? null;
  const agent = answer?.agents.find(({ id }) => id === chosen);

  const running = runs.underWay && <Running run={runs.underWay} onCancel={runs.cancel} />;

  if (!isOpen) {
    return (
      <>
        <Paragraph>{t("clients.what")}</Paragraph>
        {running}
        <LoginNeeded section="clients" login={login} scopes={CLIENTS} go={go} />
      </>
    );
  }
  return (
    <>
      <Paragraph>{t("clients.what")}</Paragraph>
      <div className={styles.fields}>
        <Textfield
          id="clients-owner"
          label={t("clients.owner")}
          value={owner}
          onChange={({ target }) => setOwner(target.value)}
        />
        <div data-row>
          <Button
            id="list-agents"
            variant={answer === null ? "primary" : "secondary"}
            onClick={() => void ask(owner)}
            loading={busy}
          >
            {t("clients.list")}
          </Button>
        </div>
      </div>
      {problem && <ProblemCard problem={problem} on={on} />}
      {answer?.agents.length === 0 && (
        <div data-stack id="no-agents">
          <Doorway />
          <Paragraph>{t("clients.none")}</Paragraph>
        </div>
      )}
      {answer && answer.agents.length > 0 && (
        <Choice
          legend={t("clients.which")}
          value={chosen}
          onChange={setChosen}
          options={answer.agents.map(({ id, title, system, packages }) => ({
            value: id,
            id: `agent-${id}`,
            label: title === "" ? system : title,
            detail: t(packages.length === 0 ? "clients.agent" : "clients.agent_needs", {
              system,
              packages: list(packages, i18n.language),
            }),
          }))}
        />
      )}
      {answer && agent && (
        <AgentClients
          key={agent.id}
          owner={answer.owner}
          agent={agent.id}
          unfinished={unfinished(agent)}
          runs={runs}
          on={on}
        />
      )}
      {running}
    </>
  );
}
