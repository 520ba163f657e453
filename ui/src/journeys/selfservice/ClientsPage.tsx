import { Paragraph } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ServiceClientsView } from "../../ipc/generated/ServiceClientsView";
import type { ServiceClientView } from "../../ipc/generated/ServiceClientView";
import { useCommand } from "../../ipc/useCommand";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import type { StepProps } from "../StepProps";
import { ClientList } from "./ClientList";
import { ClientPage } from "./ClientPage";
import { ConnectPage } from "./ConnectPage";
import { CreateClientPage } from "./CreateClientPage";
import { ScopesPage } from "./ScopesPage";

type Open =
  { page: "list" } | { page: "create" } | { page: "scopes" } | { page: "client"; client: ServiceClientView };

/** The organisation's clients at Digdir, by the self-service API. */
export function ClientsPage(props: StepProps) {
  const { t } = useTranslation("selfservice");
  const { state, problem, run } = useCommand("selfservice_clients");
  const disconnect = useCommand("selfservice_disconnect");
  const [clients, setClients] = useState<ServiceClientsView | null>(null);
  const [inactive, setInactive] = useState(false);
  const [open, setOpen] = useState<Open>({ page: "list" });
  const { about } = props;
  useEffect(() => {
    void run({ inactive: false }).then((answer) => {
      if (answer === null) return;
      setClients(answer);
      const client = answer.clients.find((one) => one.client_id === about);
      if (client) setOpen({ page: "client", client });
    });
  }, [run, about]);

  const list = (which: boolean) => {
    setInactive(which);
    void run({ inactive: which }).then((answer) => answer && setClients(answer));
  };
  const toList = () => setOpen({ page: "list" });
  const toFreshList = () => {
    toList();
    list(inactive);
  };

  if (clients === null) {
    // A connection that no longer works can be left for another.
    const leave = () => void disconnect.run({}).then((answer) => answer && setClients(answer));
    return (
      <StepPage
        id="page-clients"
        title={t("clients.title")}
        purpose={t("clients.purpose")}
        {...(problem && { other: { id: "disconnect", label: t("clients.disconnect"), onClick: leave } })}
      >
        {state.kind === "busy" && <Paragraph role="status">{t("clients.reading")}</Paragraph>}
        {problem && <ProblemCard problem={problem} on={{ try_again: () => list(inactive) }} />}
        {disconnect.problem && <ProblemCard problem={disconnect.problem} />}
      </StepPage>
    );
  }
  if (clients.administration === null) {
    return <ConnectPage {...props} onConnected={setClients} />;
  }
  switch (open.page) {
    case "create":
      return <CreateClientPage back={toList} onCreated={(client) => setOpen({ page: "client", client })} />;
    case "scopes":
      return <ScopesPage back={toList} />;
    case "client":
      return (
        <ClientPage
          {...props}
          key={open.client.client_id}
          listed={open.client}
          mayWrite={clients.may_write}
          back={toFreshList}
          onDeactivated={(left) => {
            setClients(left);
            setInactive(false);
            toList();
          }}
        />
      );
    case "list":
      return (
        <ClientList
          clients={clients}
          inactive={inactive}
          busy={state.kind === "busy"}
          problem={problem}
          onList={list}
          onOpen={(client) => setOpen({ page: "client", client })}
          onCreate={() => setOpen({ page: "create" })}
          onScopes={() => setOpen({ page: "scopes" })}
          onDisconnected={setClients}
        />
      );
  }
}
