import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ClientAuthentication } from "../../ipc/generated/ClientAuthentication";
import type { ClientKind } from "../../ipc/generated/ClientKind";
import type { ServiceClientView } from "../../ipc/generated/ServiceClientView";
import { useCommand } from "../../ipc/useCommand";
import { Choice } from "../../parts/Choice";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import { ClientFields } from "./ClientFields";
import { filled } from "./filled";

const FORM = "create-client";
const KINDS: readonly ClientKind[] = ["maskinporten", "api_klient", "ansattporten"];
const LOGINS: readonly ClientAuthentication[] = [
  "none",
  "private_key_jwt",
  "client_secret_basic",
  "client_secret_post",
];

interface Props {
  back: () => void;
  onCreated: (client: ServiceClientView) => void;
}

/** Makes a client at Digdir. */
export function CreateClientPage({ back, onCreated }: Props) {
  const { t } = useTranslation(["selfservice", "common"]);
  const create = useCommand("selfservice_create");
  const [kind, setKind] = useState<ClientKind>("maskinporten");
  const [login, setLogin] = useState<ClientAuthentication>("none");
  const [missing, setMissing] = useState<readonly string[]>([]);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const { given, missing: lacking } = filled(event.currentTarget);
    setMissing(lacking);
    if (lacking.length > 0) return;
    const authentication = kind === "maskinporten" ? "private_key_jwt" : login;
    const client = await create.run({ kind, authentication, ...given });
    if (client) onCreated(client);
  }

  return (
    <StepPage
      id="page-create-client"
      title={t("selfservice:create.title")}
      purpose={t("selfservice:create.purpose")}
      back={{ label: t("common:back"), onClick: back }}
      primary={{ label: t("selfservice:clients.create"), form: FORM, busy: create.busy }}
    >
      <form id={FORM} data-stack noValidate onSubmit={(event) => void submit(event)}>
        <Choice
          legend={t("selfservice:create.kind")}
          description={t("selfservice:create.kind_description")}
          value={kind}
          onChange={setKind}
          options={KINDS.map((one) => ({
            value: one,
            id: `kind-${one}`,
            label: t(`selfservice:type.${one}`),
            detail: t(`selfservice:create.kind_${one}`),
          }))}
        />
        {kind !== "maskinporten" && (
          <Choice
            legend={t("selfservice:create.authentication")}
            value={login}
            onChange={setLogin}
            options={LOGINS.map((one) => ({
              value: one,
              id: `authentication-${one}`,
              label: t(`selfservice:authentication.${one}`),
              detail: t(`selfservice:authentication.${one}_detail`),
            }))}
          />
        )}
        <ClientFields missing={missing} />
      </form>
      {create.problem && <ProblemCard problem={create.problem} />}
    </StepPage>
  );
}
