import { Card, Details, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ServiceClientsView } from "../../ipc/generated/ServiceClientsView";
import type { ServiceClientView } from "../../ipc/generated/ServiceClientView";
import { useCommand } from "../../ipc/useCommand";
import { type FactLine, Facts } from "../../parts/Facts";
import { day, isolated } from "../../parts/format";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import type { StepProps } from "../StepProps";
import { KEYS_HEADING } from "./AddKey";
import { CHANGE_FORM, ChangeForm } from "./ChangeForm";
import { ClientKeys } from "./ClientKeys";
import { ClientSecret } from "./ClientSecret";
import { Deactivate } from "./Deactivate";
import { integrationType } from "./words";

interface Props extends StepProps {
  /** As the list had it, without its keys. */
  listed: ServiceClientView;
  mayWrite: boolean;
  onDeactivated: (left: ServiceClientsView) => void;
}

/** One client: what it is, its keys, and what may be changed. */
export function ClientPage({ listed, mayWrite, back, onDeactivated, go }: Props) {
  const { t, i18n } = useTranslation(["selfservice", "common"]);
  const { problem, busy, run } = useCommand("selfservice_client");
  const [client, setClient] = useState(listed);
  const [changing, setChanging] = useState(false);
  const { client_id } = listed;
  const read = useCallback(
    () =>
      run({ client_id }).then((answer) => {
        if (answer) setClient(answer);
      }),
    [run, client_id],
  );
  useEffect(() => {
    void read();
  }, [read]);

  const may = mayWrite && client.active;
  const facts: FactLine[] = [
    { name: t("selfservice:fact.type"), value: integrationType(client.integration_type, t) },
    { name: t("selfservice:fact.client_id"), value: client.client_id, code: true },
    { name: t("selfservice:fact.description"), value: client.description === "" ? "–" : client.description },
    {
      name: t("selfservice:fact.state"),
      value: t(client.active ? "clients.is_active" : "clients.is_inactive"),
    },
    {
      name: t("selfservice:fact.scopes"),
      value: client.scopes.length === 0 ? "–" : client.scopes,
      code: true,
    },
  ];
  const details: FactLine[] = [
    { name: t("selfservice:fact.authentication"), value: client.authentication ?? "–", code: true },
    { name: t("selfservice:fact.application_type"), value: client.application_type ?? "–", code: true },
    ...(client.redirect_uris.length === 0
      ? []
      : [{ name: t("selfservice:fact.redirect_uris"), value: client.redirect_uris, code: true }]),
    { name: t("selfservice:fact.created"), value: moment(client.created) },
    { name: t("selfservice:fact.last_updated"), value: moment(client.last_updated) },
  ];
  function moment(at: string | null) {
    return at === null ? "–" : day(at, i18n.language);
  }

  return (
    <StepPage
      id="page-client"
      title={isolated(client.name)}
      purpose={t("selfservice:client.purpose")}
      {...(back && { back: { label: t("selfservice:clients.title"), onClick: back } })}
      {...(may && {
        primary: changing
          ? { label: t("selfservice:client.save"), form: CHANGE_FORM }
          : { label: t("selfservice:client.change"), onClick: () => setChanging(true) },
      })}
      {...(changing && {
        other: { id: "leave-change", label: t("common:cancel"), onClick: () => setChanging(false) },
      })}
    >
      {changing ? (
        <ChangeForm
          client={client}
          onChanged={(changed) => {
            setClient(changed);
            setChanging(false);
          }}
        />
      ) : (
        <Card data-color="neutral" id="client-facts">
          <div data-stack>
            <Facts facts={facts} />
            <div>
              <Details>
                <Details.Summary>{t("selfservice:client.more")}</Details.Summary>
                <Details.Content>
                  <Facts facts={details} />
                </Details.Content>
              </Details>
            </div>
          </div>
        </Card>
      )}
      {problem && <ProblemCard problem={problem} on={{ try_again: () => void read() }} />}
      <section data-stack>
        <Heading level={2} data-size="xs" id={KEYS_HEADING} tabIndex={-1}>
          {t("selfservice:keys.title")}
        </Heading>
        {client.keys === null && busy && <Paragraph role="status">{t("selfservice:keys.reading")}</Paragraph>}
        {client.keys !== null && (
          <ClientKeys
            client={client}
            keys={client.keys}
            may={may}
            onChanged={setClient}
            read={read}
            go={go}
          />
        )}
      </section>
      {client.authentication?.startsWith("client_secret") === true && (
        <ClientSecret client={client} may={may} onChanged={setClient} />
      )}
      {may && <Deactivate client={client} onDeactivated={onDeactivated} />}
    </StepPage>
  );
}
