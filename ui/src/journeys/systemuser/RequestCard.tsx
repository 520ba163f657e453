import { Button, Card, Paragraph, Tag } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { RequestStanding } from "../../ipc/generated/RequestStanding";
import type { RequestView } from "../../ipc/generated/RequestView";
import { day, organisation, organisationNumber } from "../../parts/format";

const COLORS: Record<RequestStanding, "success" | "info" | "warning" | "danger" | "neutral"> = {
  waiting: "info",
  escalated: "info",
  approved: "success",
  stale: "warning",
  rejected: "danger",
  denied: "danger",
  timed_out: "warning",
  gone: "neutral",
  no_system: "warning",
  no_change_needed: "success",
  unknown: "neutral",
};

/** A request in a list. */
export function RequestCard({ request, onOpen }: { request: RequestView; onOpen?: () => void }) {
  const { t, i18n } = useTranslation("systemuser");
  const { party, party_name } = request;
  const number = organisationNumber(party);
  const when = request.created_at === null ? "" : ` · ${day(request.created_at, i18n.language)}`;
  return (
    <Card data-color="neutral" id={`listed-${request.id}`} data-standing={request.standing}>
      <div data-stack>
        <div data-row>
          <strong>
            <bdi>{party_name ?? number}</bdi>
          </strong>
          <Tag data-size="sm" data-color={COLORS[request.standing]}>
            {t(`standing.${request.standing}`)}
          </Tag>
        </div>
        <Paragraph data-size="sm">
          {party_name !== null && `${number} · `}
          {t(`kind.${request.kind}`)}
          {request.external_ref !== null && ` · ${request.external_ref}`}
          {when}
        </Paragraph>
        {request.standing === "no_system" && <Paragraph data-size="sm">{t("list.no_system")}</Paragraph>}
        {onOpen ? (
          <div>
            <Button
              data-size="sm"
              variant="secondary"
              onClick={onOpen}
              aria-label={t("list.open_of", { party: organisation(party, party_name) })}
            >
              {t("list.open")}
            </Button>
          </div>
        ) : (
          <Paragraph data-size="sm">{t("list.not_own")}</Paragraph>
        )}
      </div>
    </Card>
  );
}
