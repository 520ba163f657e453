import { Button, Card, Details, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ClientView } from "../../ipc/generated/ClientView";
import type { KeyBits } from "../../ipc/generated/KeyBits";
import type { RenewalRoad } from "../../ipc/generated/RenewalRoad";
import type { RenewalView } from "../../ipc/generated/RenewalView";
import { useCommand } from "../../ipc/useCommand";
import { Choice } from "../../parts/Choice";
import { Facts } from "../../parts/Facts";
import { day } from "../../parts/format";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import { typed } from "../typed";
import { Stages } from "./Stages";

const FORM = "begin-renewal";
const BITS: readonly KeyBits[] = ["2048", "3072", "4096"];
const ROADS: readonly RenewalRoad[] = ["portal", "api"];

interface Props {
  client: ClientView;
  /** Whether the self-service API is connected. */
  api: boolean;
  back: () => void;
  onBegun: (renewal: RenewalView) => void;
  onClients: () => void;
}

/** Before anything is changed: which client, by which road, proved with which scope. */
export function BeginPage({ client, api, back, onBegun, onClients }: Props) {
  const { t, i18n } = useTranslation(["renewal", "keys", "common"]);
  const begin = useCommand("renewal_begin");
  const [road, setRoad] = useState<RenewalRoad>(api ? "api" : "portal");
  const [bits, setBits] = useState<KeyBits>("3072");
  const [missing, setMissing] = useState(false);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const scopes = typed(event.currentTarget, "scopes");
    setMissing(scopes === "");
    if (scopes === "") {
      document.getElementById("scopes")?.focus();
      return;
    }
    const renewal = await begin.run({ client_id: client.client_id, road, bits, scopes });
    if (renewal) onBegun(renewal);
  }

  const section = (about: "what" | "need" | "next") => ({
    title: t(`common:help.${about}`),
    text: t(`renewal:begin.${about}`),
  });
  return (
    <StepPage
      id="page-renewal"
      title={t("renewal:page.title")}
      purpose={t("renewal:page.purpose")}
      aid={{ title: t("common:help.what"), sections: [section("what"), section("need"), section("next")] }}
      back={{ label: t("common:back"), onClick: back }}
      primary={{ label: t("renewal:begin.do"), form: FORM, busy: begin.busy }}
    >
      <Card data-color="neutral" id="renewal-client">
        <Facts
          facts={[
            { name: t("renewal:fact.client"), value: client.name === "" ? client.client_id : client.name },
            { name: t("renewal:fact.client_id"), value: client.client_id, code: true },
            { name: t("renewal:fact.key"), value: client.kid ?? "–", code: true },
            {
              name: t("renewal:fact.expires_at"),
              value: client.expires_at === null ? "–" : day(client.expires_at, i18n.language),
            },
          ]}
        />
      </Card>
      <Paragraph>{t("renewal:begin.promise")}</Paragraph>
      <Stages stage={null} />
      <form id={FORM} data-stack noValidate onSubmit={(event) => void submit(event)}>
        <Choice
          legend={t("renewal:begin.road")}
          value={road}
          onChange={setRoad}
          options={ROADS.map((one) => ({
            value: one,
            id: `road-${one}`,
            label: t(`renewal:road.${one}`),
            detail: t(`renewal:road.${one === "api" && !api ? "api_away" : one}_detail`),
            disabled: one === "api" && !api,
          }))}
        />
        {api && <Paragraph data-size="sm">{t("renewal:begin.keep")}</Paragraph>}
        <div>
          <Button
            id={api ? "keep-key" : "connect-api"}
            type="button"
            variant="tertiary"
            data-size="sm"
            onClick={onClients}
          >
            {t(api ? "renewal:begin.clients" : "renewal:begin.connect")}
          </Button>
        </div>
        <Textfield
          id="scopes"
          name="scopes"
          label={t("renewal:begin.scopes")}
          description={t("renewal:begin.scopes_description")}
          defaultValue={client.scopes.join(" ")}
          autoComplete="off"
          spellCheck={false}
          error={missing && t("renewal:begin.scopes_missing")}
        />
        <Details>
          <Details.Summary>{t("keys:more")}</Details.Summary>
          <Details.Content>
            <Choice
              legend={t("keys:bits.legend")}
              description={t("keys:bits.description")}
              value={bits}
              onChange={setBits}
              options={BITS.map((size) => ({
                value: size,
                id: `bits-${size}`,
                label: t(`keys:bits.${size}`),
              }))}
            />
          </Details.Content>
        </Details>
      </form>
      {begin.problem && <ProblemCard problem={begin.problem} />}
    </StepPage>
  );
}
