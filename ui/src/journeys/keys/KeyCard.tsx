import { Button, Card, Heading, Tag } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { CalendarEntry } from "../../ipc/generated/CalendarEntry";
import type { KeyView } from "../../ipc/generated/KeyView";
import type { RenewalView } from "../../ipc/generated/RenewalView";
import { type FactLine, Facts } from "../../parts/Facts";
import { day, isolated, list } from "../../parts/format";
import { ending, endLabel } from "./endings";
import { calledName, clientName, standing } from "./standing";

interface Props {
  held: KeyView;
  chosen: boolean;
  endings: readonly CalendarEntry[];
  renewal: RenewalView | undefined;
  onOpen: () => void;
  /** To the renewal of a client. */
  onRenewal: (client: string) => void;
}

/** A key in the list. */
export function KeyCard({ held, chosen, endings, renewal, onOpen, onRenewal }: Props) {
  const { t, i18n } = useTranslation(["keys", "renewal"]);
  const name = calledName(held);
  const stands = standing(held);
  const end = ending(endings, held);
  const facts: FactLine[] = [
    ...(held.name === "" ? [] : [{ name: t("fact.kid"), value: held.kid, code: true }]),
    {
      name: t("fact.stands"),
      value: stands.length === 0 ? t("list.nowhere") : list(stands.map(clientName), i18n.language),
    },
  ];
  if (held.expires_at !== null) {
    facts.push({ name: t(endLabel(end?.urgency)), value: day(held.expires_at, i18n.language) });
  }
  return (
    <Card data-color="neutral" data-key={held.id}>
      <div data-stack>
        <div data-row>
          <Heading level={2} data-size="2xs">
            <bdi>{held.name === "" ? <code>{name}</code> : name}</bdi>
          </Heading>
          <Tags held={held} chosen={chosen} urgency={end?.urgency ?? null} renewing={renewal !== undefined} />
        </div>
        <Facts facts={facts} />
        <div data-row>
          <Button
            id={`open-key-${held.id}`}
            variant="secondary"
            data-size="sm"
            aria-label={t("list.open_named", { name })}
            onClick={onOpen}
          >
            {t("list.open")}
          </Button>
          {renewal && (
            <Button
              id={`go-on-${held.id}`}
              data-size="sm"
              data-color="fjord"
              aria-label={t("renewal:page.go_on_named", {
                name: isolated(renewal.client_name === "" ? renewal.client_id : renewal.client_name),
              })}
              onClick={() => onRenewal(renewal.client_id)}
            >
              {t("renewal:page.go_on")}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}

interface TagsProps {
  held: KeyView;
  chosen: boolean;
  urgency: CalendarEntry["urgency"] | null;
  renewing: boolean;
}

/** What is true of a key, in words and colour. */
export function Tags({ held, chosen, urgency, renewing }: TagsProps) {
  const { t } = useTranslation(["keys", "renewal"]);
  const near = urgency === "day" || urgency === "week" || urgency === "month";
  return (
    <>
      {chosen && (
        <Tag data-color="info" data-size="sm">
          {t("tag.chosen")}
        </Tag>
      )}
      {standing(held).some(({ in_use }) => in_use) && (
        <Tag data-color="success" data-size="sm">
          {t("tag.in_use")}
        </Tag>
      )}
      {renewing && (
        <Tag data-color="info" data-size="sm">
          {t("renewal:tag")}
        </Tag>
      )}
      {urgency === "over" && (
        <Tag data-color="danger" data-size="sm">
          {t("tag.over")}
        </Tag>
      )}
      {near && (
        <Tag data-color="warning" data-size="sm">
          {t("tag.ending")}
        </Tag>
      )}
      {held.from_certificate && (
        <Tag data-color="neutral" data-size="sm">
          {t("tag.from_certificate")}
        </Tag>
      )}
      {!held.private_here && (
        <Tag data-color="warning" data-size="sm">
          {t("tag.public_only")}
        </Tag>
      )}
    </>
  );
}
