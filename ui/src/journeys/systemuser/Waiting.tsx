import { Button } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { ProfileView } from "../../ipc/generated/ProfileView";
import type { RequestView } from "../../ipc/generated/RequestView";
import { CopyField } from "../../parts/CopyField";
import { dayAndTime, organisation } from "../../parts/format";
import { WaitingCard } from "../../parts/WaitingCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { CustomerMessage } from "./CustomerMessage";
import { DeleteRequest } from "./DeleteRequest";

interface Props {
  request: RequestView;
  profile: ProfileView | null;
  onOpen: () => void;
  onDelete: () => void;
  deleting: boolean;
}

/** A request that nobody has answered: since when, the link, and what to do meanwhile. */
export function Waiting({ request, profile, onOpen, onDelete, deleting }: Props) {
  const { t, i18n } = useTranslation("systemuser");
  const own = request.party === profile?.organisation;
  const party = organisation(request.party, request.party_name);
  return (
    <>
      <WaitingCard
        id={`request-${request.standing}`}
        title={t(`wait.${request.standing === "escalated" ? "escalated" : own ? "own" : "customer"}`, {
          party,
        })}
        {...(request.created_at !== null && {
          since: t("wait.since", { when: dayAndTime(request.created_at, i18n.language) }),
        })}
        meanwhile={t(own ? "wait.meanwhile_own" : "wait.meanwhile")}
      >
        {request.link !== null && (
          <>
            <CopyField
              id="copy-link"
              valueId="request-link"
              label={t("wait.link")}
              value={request.link}
              copy={t("wait.copy_link")}
              copied={t("common:copy.copied")}
            />
            <div data-row>
              <Button id="open-link" variant="secondary" onClick={onOpen}>
                {t("wait.open")}
              </Button>
            </div>
          </>
        )}
      </WaitingCard>
      {request.link_problem && <ProblemCard problem={request.link_problem} />}
      {request.link !== null && !own && <CustomerMessage request={request} profile={profile} />}
      <DeleteRequest onDelete={onDelete} busy={deleting} />
    </>
  );
}
