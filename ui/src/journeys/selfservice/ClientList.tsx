import { Button, Card, Heading, Paragraph, Tag, ToggleGroup } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { Problem } from "../../ipc/generated/Problem";
import type { ServiceClientsView } from "../../ipc/generated/ServiceClientsView";
import type { ServiceClientView } from "../../ipc/generated/ServiceClientView";
import { useCommand } from "../../ipc/useCommand";
import { Doorway } from "../../parts/Doorway";
import { Facts } from "../../parts/Facts";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import { Connection } from "./Connection";
import { integrationType } from "./words";

interface Props {
  clients: ServiceClientsView;
  inactive: boolean;
  busy: boolean;
  problem: Problem | null;
  onList: (inactive: boolean) => void;
  onOpen: (client: ServiceClientView) => void;
  onCreate: () => void;
  onScopes: () => void;
  onDisconnected: (clients: ServiceClientsView) => void;
}

/** The clients, those in use or those that were deactivated. */
export function ClientList({ clients, inactive, busy, problem, onList, onOpen, ...on }: Props) {
  const { t } = useTranslation("selfservice");
  const disconnect = useCommand("selfservice_disconnect");

  async function leave() {
    const left = await disconnect.run({});
    if (left) on.onDisconnected(left);
  }

  return (
    <StepPage
      id="page-clients"
      title={t("clients.title")}
      purpose={t("clients.purpose")}
      {...(clients.may_write && { primary: { label: t("clients.create"), onClick: on.onCreate } })}
      other={{ id: "open-scopes", label: t("clients.scopes"), onClick: on.onScopes }}
    >
      <Connection clients={clients} busy={disconnect.busy} onDisconnect={() => void leave()} />
      {disconnect.problem && <ProblemCard problem={disconnect.problem} />}
      <ToggleGroup
        aria-label={t("clients.which")}
        value={inactive ? "inactive" : "active"}
        onChange={(value) => onList(value === "inactive")}
        data-size="sm"
      >
        <ToggleGroup.Item id="clients-active" value="active">
          {t("clients.active")}
        </ToggleGroup.Item>
        <ToggleGroup.Item id="clients-inactive" value="inactive">
          {t("clients.inactive")}
        </ToggleGroup.Item>
      </ToggleGroup>
      <Paragraph role="status" data-size="sm">
        {busy ? t("clients.reading") : t("clients.count", { count: clients.clients.length })}
      </Paragraph>
      {problem && <ProblemCard problem={problem} on={{ try_again: () => onList(inactive) }} />}
      {!busy && clients.clients.length === 0 && (
        <div data-stack id="no-clients">
          <Doorway />
          <Paragraph>{t(inactive ? "clients.none_inactive" : "clients.none")}</Paragraph>
        </div>
      )}
      {!busy &&
        clients.clients.map((client) => (
          <ClientCard key={client.client_id} client={client} onOpen={() => onOpen(client)} />
        ))}
    </StepPage>
  );
}

function ClientCard({ client, onOpen }: { client: ServiceClientView; onOpen: () => void }) {
  const { t } = useTranslation("selfservice");
  return (
    <Card data-color="neutral" data-client={client.client_id}>
      <div data-stack>
        <div data-row>
          <Heading level={2} data-size="2xs">
            <bdi>{client.name}</bdi>
          </Heading>
          <Tag data-color={client.active ? "success" : "neutral"} data-size="sm">
            {t(client.active ? "clients.is_active" : "clients.is_inactive")}
          </Tag>
        </div>
        <Facts
          facts={[
            { name: t("fact.type"), value: integrationType(client.integration_type, t) },
            { name: t("fact.client_id"), value: client.client_id, code: true },
          ]}
        />
        <div>
          <Button
            id={`open-client-${client.client_id}`}
            variant="secondary"
            data-size="sm"
            aria-label={t("clients.open_named", { name: client.name })}
            onClick={onOpen}
          >
            {t("clients.open")}
          </Button>
        </div>
      </div>
    </Card>
  );
}
