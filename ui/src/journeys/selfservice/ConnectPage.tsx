import { Paragraph, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ServiceClientsView } from "../../ipc/generated/ServiceClientsView";
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
const CERTIFICATE = "certificate";

interface Props extends StepProps {
  onConnected: (clients: ServiceClientsView) => void;
}

/** An administration client is what the API lets in; how to get one, and with what it signs. */
export function ConnectPage({ setup, go, onConnected }: Props) {
  const { t } = useTranslation(["selfservice", "common"]);
  const connect = useCommand("selfservice_connect");
  const list = useCommand("key_list");
  const { run } = list;
  useEffect(() => {
    void run({});
  }, [run]);
  const held =
    list.state.kind === "done" ? list.state.answer.keys.filter(({ private_here }) => private_here) : [];
  const hasCertificate = setup.certificate !== null && setup.certificate.usable !== "nothing";
  const ours = held.find(({ id }) => id === setup.key?.id) ?? held[0];
  const [chosen, setChosen] = useState<string | null>(null);
  const signer = chosen ?? (hasCertificate ? CERTIFICATE : (ours?.id ?? null));
  const key = held.find(({ id }) => id === signer);
  const [missing, setMissing] = useState(false);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const client_id = typed(event.currentTarget, "administration");
    setMissing(client_id === "");
    if (client_id === "") {
      document.getElementById("administration")?.focus();
      return;
    }
    const clients = await connect.run(
      key
        ? { client_id, sign_with: "key", key: key.id, kid: typed(event.currentTarget, "kid") }
        : { client_id, sign_with: "certificate" },
    );
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
        signer !== null
          ? { label: t("selfservice:connect.do"), form: FORM, busy: connect.busy }
          : { label: t("selfservice:connect.to_key"), busy: list.busy, onClick: () => go("key") }
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
          description={t("selfservice:connect.with_key_detail")}
          value={signer}
          onChange={setChosen}
          options={[
            {
              value: CERTIFICATE,
              id: "connect-with-certificate",
              label: t("selfservice:connect.with_certificate"),
              detail: t(`selfservice:connect.with_certificate${hasCertificate ? "" : "_missing"}_detail`),
              disabled: !hasCertificate,
            },
            ...held.map(({ id, name, kid }) => ({
              value: id,
              id: `connect-with-${id}`,
              label: name === "" ? kid : name,
              ...(name !== "" && { detail: kid }),
            })),
          ]}
        />
        {held.length === 0 && !list.busy && (
          <Paragraph data-size="sm">{t("selfservice:connect.with_key_missing_detail")}</Paragraph>
        )}
        {key && (
          <Textfield
            key={key.id}
            id="kid"
            name="kid"
            label={t("selfservice:connect.kid")}
            description={t("selfservice:connect.kid_description")}
            defaultValue={key.kid}
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </form>
      {connect.busy && <WaitingCard title={t("selfservice:connect.waiting")} />}
      {list.problem && <ProblemCard problem={list.problem} on={{ try_again: () => void run({}) }} />}
      {connect.problem && (
        <ProblemCard
          problem={connect.problem}
          on={{ review_client: () => document.getElementById("administration")?.focus() }}
        />
      )}
    </StepPage>
  );
}
