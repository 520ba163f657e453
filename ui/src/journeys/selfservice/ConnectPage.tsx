import { Paragraph, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ServiceClientsView } from "../../ipc/generated/ServiceClientsView";
import type { SignWith } from "../../ipc/generated/SignWith";
import { useCommand } from "../../ipc/useCommand";
import { Choice } from "../../parts/Choice";
import { CopyRows } from "../../parts/CopyRows";
import { StepPage } from "../../parts/StepPage";
import { WaitingCard } from "../../parts/WaitingCard";
import { ProblemCard } from "../../problems/ProblemCard";
import type { StepProps } from "../StepProps";
import { typed } from "../typed";

const FORM = "connect";
/** Digdir's service desk (idporten.md 14.1). */
const SERVICE_DESK = "servicedesk@digdir.no";
const SCOPES = "idporten:dcr.read\nidporten:dcr.write\nidporten:dcr.modify";
const WAYS: readonly SignWith[] = ["certificate", "key"];

interface Props extends StepProps {
  onConnected: (clients: ServiceClientsView) => void;
}

/** An administration client is what the API lets in; how to get one, and with what it signs. */
export function ConnectPage({ setup, go, onConnected }: Props) {
  const { t } = useTranslation(["selfservice", "common"]);
  const connect = useCommand("selfservice_connect");
  const has: Record<SignWith, boolean> = {
    certificate: setup.certificate !== null && setup.certificate.usable !== "nothing",
    key: setup.key !== null,
  };
  const [signWith, setSignWith] = useState<SignWith>(has.certificate || !has.key ? "certificate" : "key");
  const [missing, setMissing] = useState(false);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const client_id = typed(event.currentTarget, "administration");
    setMissing(client_id === "");
    if (client_id === "") {
      document.getElementById("administration")?.focus();
      return;
    }
    const clients = await connect.run({ client_id, sign_with: signWith });
    if (clients) onConnected(clients);
  }

  const section = (about: "what" | "need" | "next") => ({
    title: t(`common:help.${about}`),
    text: t(`selfservice:connect.${about}`),
  });
  return (
    <StepPage
      id="page-connect"
      title={t("selfservice:connect.title")}
      purpose={t("selfservice:connect.purpose")}
      aid={{ title: t("common:help.what"), sections: [section("what"), section("need"), section("next")] }}
      primary={
        has[signWith]
          ? { label: t("selfservice:connect.do"), form: FORM, busy: connect.busy }
          : { label: t("selfservice:connect.to_key"), onClick: () => go("key") }
      }
    >
      <Paragraph>{t("selfservice:connect.order")}</Paragraph>
      <CopyRows
        rows={[
          { id: "desk", label: t("selfservice:connect.desk"), value: SERVICE_DESK },
          { id: "dcr", label: t("selfservice:connect.dcr"), value: SCOPES },
        ]}
        copy={t("common:copy.copy")}
        copied={t("common:copy.copied")}
        empty=""
      />
      <form id={FORM} data-stack noValidate onSubmit={(event) => void submit(event)}>
        <Textfield
          id="administration"
          name="administration"
          label={t("selfservice:connect.client_id")}
          description={t("selfservice:connect.client_id_description")}
          autoComplete="off"
          spellCheck={false}
          error={missing && t("selfservice:connect.client_id_missing")}
        />
        <Choice
          legend={t("selfservice:connect.sign")}
          value={signWith}
          onChange={setSignWith}
          options={WAYS.map((way) => ({
            value: way,
            id: `connect-with-${way}`,
            label: t(`selfservice:connect.with_${way}`),
            detail: t(`selfservice:connect.with_${way}${has[way] ? "" : "_missing"}_detail`),
            disabled: !has[way],
          }))}
        />
      </form>
      {connect.busy && <WaitingCard title={t("selfservice:connect.waiting")} />}
      {connect.problem && (
        <ProblemCard
          problem={connect.problem}
          on={{ review_client: () => document.getElementById("administration")?.focus() }}
        />
      )}
    </StepPage>
  );
}
