import { useTranslation } from "react-i18next";

import type { CreatedRequestView } from "../../ipc/generated/CreatedRequestView";
import type { RequestView } from "../../ipc/generated/RequestView";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { Answer } from "./Answer";
import { AskedFor } from "./AskedFor";
import { Existing } from "./Existing";
import { Proof } from "./Proof";
import { Waiting } from "./Waiting";

interface Props extends StepProps {
  request: RequestView;
  /** How it was made just now. */
  created: CreatedRequestView | null;
  onRequest: (request: RequestView) => void;
  onAnew: (created: CreatedRequestView) => void;
  onDeleted: (left: readonly RequestView[]) => void;
  onAsk: () => void;
  onList: () => void;
}

/** One request: what it waits for, or what was answered, and what to do now. */
export function RequestPage({
  request,
  created,
  onRequest,
  onAnew,
  onDeleted,
  onAsk,
  onList,
  ...props
}: Props) {
  const { setup, profile, change, next, back, go } = props;
  const { t } = useTranslation(["systemuser", "common"]);
  const check = useCommand("request_check");
  const anew = useCommand("request_create_anew");
  const remove = useCommand("request_delete");
  const open = useCommand("request_open");
  const id = { id: request.id };

  const look = async () => {
    const now = await check.run(id);
    if (now) onRequest(now);
  };
  const askAnew = async () => {
    const made = await anew.run(id);
    if (made) onAnew(made);
  };
  const forget = async () => {
    const left = await remove.run(id);
    if (left) onDeleted(left.requests);
  };
  const waits = request.standing === "waiting" || request.standing === "escalated";
  const approved = request.standing === "approved";
  const primary = approved
    ? { label: t("common:continue"), onClick: next }
    : request.in_the_way && request.kind !== "change"
      ? { label: t("answer.anew"), onClick: () => void askAnew(), busy: anew.busy }
      : waits || request.standing === "unknown"
        ? { label: t("wait.look"), onClick: () => void look(), busy: check.busy }
        : request.standing === "no_system"
          ? { label: t("answer.to_systems"), onClick: () => go("systems") }
          : { label: t("answer.ask_again"), onClick: onAsk };
  const problem = check.problem ?? anew.problem ?? remove.problem ?? open.problem;

  return (
    <Step
      name="system_user"
      texts="systemuser"
      back={back}
      primary={primary}
      other={{ id: "requests-list", label: t("ask.all"), onClick: onList }}
    >
      {created && !created.is_new && <Existing created={created} />}
      {waits ? (
        <Waiting
          request={request}
          profile={profile}
          onOpen={() => void open.run(id)}
          onDelete={() => void forget()}
          deleting={remove.busy}
        />
      ) : (
        <Answer request={request} onDelete={() => void forget()} deleting={remove.busy} />
      )}
      {problem && (
        <ProblemCard
          problem={problem}
          on={{ try_again: () => void look(), review_client: () => go("maskinporten") }}
        />
      )}
      {approved && request.kind !== "change" && (
        <Proof
          request={request}
          setup={setup}
          onProved={(proof) => change({ system_user: { ...setup.system_user, proof } })}
          go={go}
        />
      )}
      <AskedFor request={request} />
    </Step>
  );
}
