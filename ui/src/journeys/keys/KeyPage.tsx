import { Button, Card, Details, Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { CalendarEntry } from "../../ipc/generated/CalendarEntry";
import type { KeysView } from "../../ipc/generated/KeysView";
import type { KeyView } from "../../ipc/generated/KeyView";
import type { RenewalView } from "../../ipc/generated/RenewalView";
import { useCommand } from "../../ipc/useCommand";
import { Facts } from "../../parts/Facts";
import { day, isolated } from "../../parts/format";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import type { StepProps } from "../StepProps";
import { typed } from "../typed";
import { BackUp } from "./BackUp";
import { ending, endLabel } from "./endings";
import { ForgetKey } from "./ForgetKey";
import { Tags } from "./KeyCard";
import { PublicHalf } from "./PublicHalf";
import { calledName, clientName, standing } from "./standing";

interface Props extends StepProps {
  held: KeyView;
  /** Whether the wizard works with it. */
  chosen: boolean;
  endings: readonly CalendarEntry[];
  renewal: RenewalView | undefined;
  onKeys: (keys: KeysView) => void;
  onChanged: () => void;
  onForgotten: () => void;
}

/** One key: what it is, where it stands, and what can be done with it. */
export function KeyPage({ held, chosen, endings, renewal, onKeys, onChanged, onForgotten, ...props }: Props) {
  const { t, i18n } = useTranslation(["keys", "common", "renewal"]);
  const choose = useCommand("key_choose");
  const rename = useCommand("key_rename");
  const [renamed, setRenamed] = useState(false);
  const stands = standing(held);
  const urgency = ending(endings, held)?.urgency ?? null;
  const { problem } = choose.problem ? choose : rename;

  async function takeIt() {
    const key = await choose.run({ key: held.id });
    if (key === null) return;
    props.change({ key });
    onChanged();
  }

  async function giveName(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setRenamed(false);
    const keys = await rename.run({ key: held.id, name: typed(event.currentTarget, "name") });
    if (keys === null) return;
    setRenamed(true);
    onKeys(keys);
    const now = keys.keys.find(({ id }) => id === held.id);
    if (chosen && now) props.change({ key: now });
  }

  return (
    <StepPage
      id="page-key"
      title={t("keys:one.title", { name: isolated(calledName(held)) })}
      purpose={t("keys:one.purpose")}
      {...(props.back && { back: { label: t("keys:all"), onClick: props.back } })}
      primary={
        chosen
          ? { label: t("keys:one.to_step"), onClick: () => props.go("key") }
          : { label: t("keys:one.choose"), onClick: () => void takeIt(), busy: choose.busy }
      }
    >
      <Card data-color="neutral">
        <div data-stack>
          <div data-row>
            <Tags held={held} chosen={chosen} urgency={urgency} renewing={renewal !== undefined} />
          </div>
          <Facts
            facts={[
              { name: t("keys:fact.kid"), value: held.kid, code: true },
              { name: t("keys:fact.kind"), value: `RSA ${held.bits}` },
              { name: t("keys:fact.created_at"), value: day(held.created_at, i18n.language) },
              {
                name: t("keys:fact.private"),
                value: t(`keys:fact.private_${held.private_here ? "here" : "away"}`),
              },
            ]}
          />
        </div>
      </Card>
      {problem && <ProblemCard problem={problem} on={{ try_again: () => void takeIt() }} />}
      <section data-stack>
        <Heading level={2} data-size="xs">
          {t("keys:one.stands")}
        </Heading>
        {stands.length === 0 && <Paragraph>{t("keys:one.nowhere")}</Paragraph>}
        {stands.map((place) => (
          <Card key={place.client_id} data-color="neutral">
            <div data-stack>
              <Heading level={3} data-size="2xs">
                <bdi>{clientName(place)}</bdi>
              </Heading>
              <Facts
                facts={[
                  { name: t("keys:fact.client_id"), value: place.client_id, code: true },
                  { name: t("keys:fact.kid"), value: place.kid, code: true },
                  { name: t("keys:fact.registered_at"), value: day(place.registered_at, i18n.language) },
                  {
                    name: t(endLabel(ending(endings, place)?.urgency)),
                    value: day(place.expires_at, i18n.language),
                  },
                ]}
              />
              {(place.in_use || place.client_id === renewal?.client_id) && (
                <div>
                  <Button
                    id={`renew-${place.client_id}`}
                    variant="secondary"
                    data-size="sm"
                    onClick={() => props.go("renewal", place.client_id)}
                  >
                    {t(place.client_id === renewal?.client_id ? "renewal:page.go_on" : "keys:renew")}
                  </Button>
                </div>
              )}
            </div>
          </Card>
        ))}
      </section>
      <form data-stack noValidate onSubmit={(event) => void giveName(event)}>
        <Textfield
          id="key-name"
          name="name"
          label={t("keys:one.name")}
          description={t("keys:one.name_description")}
          defaultValue={held.name}
          autoComplete="off"
        />
        <div data-row>
          <Button id="rename" type="submit" variant="secondary" loading={rename.busy}>
            {t("keys:one.rename")}
          </Button>
          <span role="status">{renamed && t("keys:one.renamed")}</span>
        </div>
      </form>
      <Details id="public-half">
        <Details.Summary>{t("keys:public.title")}</Details.Summary>
        <Details.Content>
          <PublicHalf held={held} />
        </Details.Content>
      </Details>
      {held.private_here && <BackUp held={held} />}
      <ForgetKey held={held} replace={props.replace} onForgotten={onForgotten} />
    </StepPage>
  );
}
