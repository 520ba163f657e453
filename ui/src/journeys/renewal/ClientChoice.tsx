import { Button, Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { ClientView } from "../../ipc/generated/ClientView";
import type { RenewalsView } from "../../ipc/generated/RenewalsView";
import { Doorway } from "../../parts/Doorway";
import { Facts } from "../../parts/Facts";
import { day } from "../../parts/format";
import { StepPage } from "../../parts/StepPage";

interface Props {
  view: RenewalsView;
  onChoose: (client: string) => void;
  onKeys: () => void;
  onKey: () => void;
}

/** Clients that have a key, those whose key ends first first. */
export function ClientChoice({ view, onChoose, onKeys, onKey }: Props) {
  const { t } = useTranslation(["renewal", "keys"]);
  const clients = view.clients.filter(({ key }) => key !== null);
  return (
    <StepPage
      id="page-renewal"
      title={t("renewal:page.title")}
      purpose={t("renewal:page.purpose")}
      back={{ label: t("keys:all"), onClick: onKeys }}
      {...(clients.length === 0 && { primary: { label: t("renewal:page.to_key"), onClick: onKey } })}
    >
      {clients.length === 0 && (
        <div data-stack id="no-renewals">
          <Doorway />
          <Paragraph>{t("renewal:page.none")}</Paragraph>
        </div>
      )}
      {clients.map((client) => (
        <ClientCard
          key={client.client_id}
          client={client}
          begun={view.renewals.some(({ client_id }) => client_id === client.client_id)}
          onChoose={() => onChoose(client.client_id)}
        />
      ))}
    </StepPage>
  );
}

function ClientCard({
  client,
  begun,
  onChoose,
}: {
  client: ClientView;
  begun: boolean;
  onChoose: () => void;
}) {
  const { t, i18n } = useTranslation("renewal");
  const name = client.name === "" ? client.client_id : client.name;
  return (
    <Card data-color="neutral">
      <div data-stack>
        <Heading level={2} data-size="2xs">
          <bdi>{name}</bdi>
        </Heading>
        <Facts
          facts={[
            { name: t("fact.client_id"), value: client.client_id, code: true },
            { name: t("fact.key"), value: client.kid ?? "–", code: true },
            {
              name: t("fact.expires_at"),
              value: client.expires_at === null ? "–" : day(client.expires_at, i18n.language),
            },
          ]}
        />
        <div>
          <Button
            id={`renew-${client.client_id}`}
            variant="secondary"
            aria-label={t(begun ? "page.go_on_named" : "page.renew_named", { name })}
            onClick={onChoose}
          >
            {t(begun ? "page.go_on" : "page.renew")}
          </Button>
        </div>
      </div>
    </Card>
  );
}
