import { Details, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { AgentClientsView } from "../../ipc/generated/AgentClientsView";
import type { AgentClientView } from "../../ipc/generated/AgentClientView";
import { count, organisationNumber } from "../../parts/format";
import { VirtualList } from "../../parts/VirtualList";
import { addable } from "./clientList";
import styles from "./parties.module.css";

/** The clients that an agent acts for, and those that it may be given, folded. */
export function ClientLists({ clients }: { clients: AgentClientsView }) {
  return (
    <div>
      <Clients which="current" clients={clients.current} />
      <Clients which="available" clients={addable(clients)} />
    </div>
  );
}

function Clients({
  which,
  clients,
}: {
  which: "current" | "available";
  clients: readonly AgentClientView[];
}) {
  const { t, i18n } = useTranslation("parties");
  const title = t(`clients.${which}`, { number: count(clients.length, i18n.language) });
  return (
    <Details id={`clients-${which}`} data-count={clients.length}>
      <Details.Summary>{title}</Details.Summary>
      <Details.Content>
        {clients.length === 0 ? (
          <Paragraph>{t(`clients.none_${which}`)}</Paragraph>
        ) : (
          <VirtualList
            id={`list-${which}`}
            label={title}
            items={clients}
            keyOf={({ id }) => id}
            estimate={44}
          >
            {({ name, number }) => (
              <div className={styles.row}>
                <bdi>{name}</bdi>
                <span className={styles.subtle}>{organisationNumber(number)}</span>
              </div>
            )}
          </VirtualList>
        )}
      </Details.Content>
    </Details>
  );
}
