import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ServiceClientView } from "../../ipc/generated/ServiceClientView";
import { useCommand } from "../../ipc/useCommand";
import { WaitingCard } from "../../parts/WaitingCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { ClientFields } from "./ClientFields";
import { filled } from "./filled";

export const CHANGE_FORM = "change-client";

interface Props {
  client: ServiceClientView;
  onChanged: (client: ServiceClientView) => void;
}

/** What may be changed of a client: name, description, scopes. */
export function ChangeForm({ client, onChanged }: Props) {
  const { t } = useTranslation("selfservice");
  const change = useCommand("selfservice_change");
  const [missing, setMissing] = useState<readonly string[]>([]);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const { given, missing: lacking } = filled(event.currentTarget);
    setMissing(lacking);
    if (lacking.length > 0) return;
    const changed = await change.run({ client_id: client.client_id, ...given });
    if (changed) onChanged(changed);
  }

  return (
    <>
      <form id={CHANGE_FORM} data-stack noValidate onSubmit={(event) => void submit(event)}>
        <ClientFields client={client} missing={missing} />
      </form>
      {change.busy && <WaitingCard title={t("client.saving")} />}
      {change.problem && <ProblemCard problem={change.problem} />}
    </>
  );
}
