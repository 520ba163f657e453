import { Textfield } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { ServiceClientView } from "../../ipc/generated/ServiceClientView";

interface Props {
  /** What stands there now; none for a new client. */
  client?: ServiceClientView;
  /** Ids of fields that were left empty. */
  missing: readonly string[];
}

/** Name, description and scopes of a client. */
export function ClientFields({ client, missing }: Props) {
  const { t } = useTranslation("selfservice");
  return (
    <>
      <Textfield
        id="client-name"
        name="client-name"
        label={t("fact.name")}
        description={t("field.name")}
        defaultValue={client?.name ?? ""}
        autoComplete="off"
        error={missing.includes("client-name") && t("create.name_missing")}
      />
      <Textfield
        id="client-description"
        name="client-description"
        label={t("fact.description")}
        description={t("field.description")}
        defaultValue={client?.description ?? ""}
        autoComplete="off"
        error={missing.includes("client-description") && t("create.description_missing")}
      />
      <Textfield
        id="client-scopes"
        name="client-scopes"
        label={t("fact.scopes")}
        description={t("create.scopes_description")}
        multiline
        rows={3}
        defaultValue={client?.scopes.join("\n") ?? ""}
        autoComplete="off"
        spellCheck={false}
      />
    </>
  );
}
