import { Button, Card, Paragraph } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { CreatedRequestView } from "../../ipc/generated/CreatedRequestView";
import type { SystemView } from "../../ipc/generated/SystemView";
import { useCommand } from "../../ipc/useCommand";
import { Doorway } from "../../parts/Doorway";
import { WaitingCard } from "../../parts/WaitingCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { NeedsVendorScopes } from "../NeedsVendorScopes";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { RequestForm } from "./RequestForm";
import { type Draft, draftFor, toRequest, whatIsMissing } from "./draft";
import { type Rights, useRights, useSystems } from "./useSystems";

const FORM = "request-form";

interface Props extends StepProps {
  onCreated: (created: CreatedRequestView) => void;
  onLink: () => void;
  onList: () => void;
}

/** A customer is asked for a system user: which system, who, what for. */
export function AskPage({ onCreated, onLink, onList, ...props }: Props) {
  const { setup, profile, go, back } = props;
  const { t } = useTranslation(["systemuser", "common"]);
  const { systems, problem, busy, read } = useSystems();
  const create = useCommand("request_create");
  const [draft, setDraft] = useState<Draft>(() => draftFor(setup, profile));
  const [tried, setTried] = useState(false);
  const system = systems?.find(({ id }) => id === draft.system) ?? systems?.[0] ?? null;
  const rights = useRights(system);
  const missing = whatIsMissing(draft, rights);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setTried(true);
    if (system === null || rights === null) return;
    if (missing[0] !== undefined) {
      document.getElementById(`ask-${missing[0]}`)?.focus();
      return;
    }
    const created = await create.run(toRequest(draft, system, rights));
    if (created) onCreated(created);
  }

  const primary =
    problem !== null && systems === null
      ? { label: t("ask.to_maskinporten"), onClick: () => go("maskinporten") }
      : systems?.length === 0
        ? { label: t("ask.to_systems"), onClick: () => go("systems") }
        : { label: t("ask.send"), form: FORM, busy: create.busy, disabled: rights === null };
  return (
    <Step
      name="system_user"
      texts="systemuser"
      back={back}
      primary={primary}
      other={{ id: "requests-list", label: t("ask.all"), onClick: onList }}
    >
      {busy && <WaitingCard title={t("ask.reading")} />}
      {problem && systems === null && <ProblemCard problem={problem} on={{ try_again: () => void read() }} />}
      {systems?.length !== 0 && problem && <NeedsVendorScopes problem={problem} go={go} />}
      {systems?.length === 0 && <NoSystem />}
      {system !== null && systems !== null && (
        <AskForm
          {...{ systems, system, rights, draft, setup, profile }}
          missing={tried ? missing : []}
          onChange={setDraft}
          onSubmit={(event) => void submit(event)}
        />
      )}
      {create.problem && <NeedsVendorScopes problem={create.problem} go={go} />}
      {create.problem && (
        <ProblemCard
          problem={create.problem}
          on={{ review_client: () => go("maskinporten"), fetch_token: () => go("maskinporten") }}
        />
      )}
      <div>
        <Button id="have-link" variant="tertiary" onClick={onLink}>
          {t("ask.have_link")}
        </Button>
      </div>
    </Step>
  );
}

interface AskFormProps {
  systems: readonly SystemView[];
  system: SystemView;
  rights: Rights | null;
  draft: Draft;
  setup: StepProps["setup"];
  profile: StepProps["profile"];
  missing: readonly string[];
  onChange: (draft: Draft) => void;
  onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
}

function AskForm({ onSubmit, ...form }: AskFormProps) {
  return (
    <form id={FORM} data-stack noValidate onSubmit={onSubmit}>
      <RequestForm {...form} />
    </form>
  );
}

function NoSystem() {
  const { t } = useTranslation("systemuser");
  return (
    <Card id="no-system" data-color="neutral">
      <div data-stack>
        <Doorway />
        <Paragraph>{t("ask.no_system")}</Paragraph>
      </div>
    </Card>
  );
}
