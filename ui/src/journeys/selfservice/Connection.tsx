import { Alert, Button, Card, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { ServiceClientsView } from "../../ipc/generated/ServiceClientsView";
import { Facts } from "../../parts/Facts";

interface Props {
  clients: ServiceClientsView;
  busy: boolean;
  onDisconnect: () => void;
}

/** As whom we ask, where it answers, and whether anything may be changed. */
export function Connection({ clients, busy, onDisconnect }: Props) {
  const { t } = useTranslation("selfservice");
  return (
    <Card data-color="neutral" id="connection">
      <div data-stack>
        <Facts
          facts={[
            { name: t("fact.administration"), value: clients.administration ?? "–", code: true },
            ...(clients.base === null ? [] : [{ name: t("fact.base"), value: clients.base, code: true }]),
          ]}
        />
        {!clients.may_write && (
          <Alert data-color="info" id="read-only">
            <Paragraph data-size="sm">{t("clients.read_only")}</Paragraph>
          </Alert>
        )}
        <div>
          <Button id="disconnect" variant="tertiary" data-size="sm" loading={busy} onClick={onDisconnect}>
            {t("clients.disconnect")}
          </Button>
        </div>
      </div>
    </Card>
  );
}
