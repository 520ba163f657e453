import { Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { RequestStanding } from "../../ipc/generated/RequestStanding";
import type { RequestView } from "../../ipc/generated/RequestView";
import { organisation } from "../../parts/format";
import type { MarkKind } from "../../parts/Mark";
import { VerdictCard } from "../../parts/VerdictCard";
import { DeleteRequest } from "./DeleteRequest";

const MARKS: Record<RequestStanding, MarkKind> = {
  waiting: "waiting",
  escalated: "waiting",
  approved: "good",
  stale: "warning",
  rejected: "blocking",
  denied: "blocking",
  timed_out: "warning",
  gone: "warning",
  no_system: "warning",
  no_change_needed: "good",
  unknown: "note",
};

interface Props {
  request: RequestView;
  onDelete: () => void;
  deleting: boolean;
}

/** What was answered, what it means, and whose move it is. */
export function Answer({ request, onDelete, deleting }: Props) {
  const { t } = useTranslation("systemuser");
  const { standing } = request;
  const party = organisation(request.party, request.party_name);
  const about =
    standing === "approved" && request.kind !== "standard" ? `${standing}_${request.kind}` : standing;
  return (
    <>
      <VerdictCard
        id={`request-${standing}`}
        kind={MARKS[standing]}
        verdict={t(`standing.${standing}`)}
        lead={<Paragraph>{t(`answer.${about}`, { party, system: request.system })}</Paragraph>}
      />
      {standing !== "approved" && request.own && <DeleteRequest onDelete={onDelete} busy={deleting} />}
    </>
  );
}
