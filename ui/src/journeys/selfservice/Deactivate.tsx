import { Details, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { ServiceClientsView } from "../../ipc/generated/ServiceClientsView";
import type { ServiceClientView } from "../../ipc/generated/ServiceClientView";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { TypedConfirmation } from "../TypedConfirmation";

interface Props {
  client: ServiceClientView;
  onDeactivated: (left: ServiceClientsView) => void;
}

/** Deactivates a client for good, once its name is typed. */
export function Deactivate({ client, onDeactivated }: Props) {
  const { t } = useTranslation("selfservice");
  const deactivate = useCommand("selfservice_deactivate");

  async function doIt(typed: string) {
    const left = await deactivate.run({ client_id: client.client_id, typed });
    if (left) onDeactivated(left);
  }

  return (
    <Details id="deactivate">
      <Details.Summary>{t("deactivate.title")}</Details.Summary>
      <Details.Content>
        <div data-stack>
          <Paragraph>{t("deactivate.text")}</Paragraph>
          <TypedConfirmation
            id="deactivate"
            name={client.name}
            label={t("deactivate.do")}
            busy={deactivate.busy}
            onConfirm={(typed) => void doIt(typed)}
          />
          {deactivate.problem && <ProblemCard problem={deactivate.problem} />}
        </div>
      </Details.Content>
    </Details>
  );
}
