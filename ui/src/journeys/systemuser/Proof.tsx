import { Button, Card, Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { RequestView } from "../../ipc/generated/RequestView";
import type { SetupView } from "../../ipc/generated/SetupView";
import type { SystemUserProofView } from "../../ipc/generated/SystemUserProofView";
import { useCommand } from "../../ipc/useCommand";
import { dayAndTime } from "../../parts/format";
import { VerdictCard } from "../../parts/VerdictCard";
import { WaitingCard } from "../../parts/WaitingCard";
import { ProblemCard } from "../../problems/ProblemCard";
import type { StepProps } from "../StepProps";

/** Scopes of the vendor's own work: no API that a system user calls wants them. */
const VENDORS = "altinn:authentication/system";

interface Props {
  request: RequestView;
  setup: SetupView;
  onProved: (proof: SystemUserProofView) => void;
  go: StepProps["go"];
}

/** A token that acts as the system user: asked for, and read. */
export function Proof({ request, setup, onProved, go }: Props) {
  const { t, i18n } = useTranslation("systemuser");
  const prove = useCommand("request_prove");
  const { proof } = setup.system_user;
  const shown = proof !== null && isOf(proof, request) && !prove.busy ? proof : null;
  const [scopes, setScopes] = useState(() => shown?.scopes.join(" ") ?? usual(setup));
  const [tried, setTried] = useState(false);
  const missing = tried && scopes.trim() === "";

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setTried(true);
    if (scopes.trim() === "") return;
    const { system, party, external_ref } = request;
    const answer = await prove.run({ system, owner: party, external_ref, scopes });
    if (answer) onProved(answer);
  }

  const problem = prove.problem ?? shown?.rungs.find((rung) => rung.problem !== null)?.problem ?? null;
  return (
    <>
      <Card data-color="neutral" id="prove">
        <form data-stack noValidate onSubmit={(event) => void submit(event)}>
          <Heading level={2} data-size="xs">
            {t("proof.title")}
          </Heading>
          <Paragraph>{t("proof.text")}</Paragraph>
          <Textfield
            id="prove-scopes"
            label={t("proof.scopes")}
            description={t("proof.scopes_description")}
            value={scopes}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => setScopes(target.value)}
            error={missing && t("proof.scopes_missing")}
          />
          <div>
            <Button id="prove-do" type="submit" variant="secondary" data-color="fjord" loading={prove.busy}>
              {t(shown === null ? "proof.do" : "proof.again")}
            </Button>
          </div>
        </form>
      </Card>
      {prove.busy && <WaitingCard title={t("proof.busy")} />}
      {shown && (
        <VerdictCard
          id="proof"
          kind={shown.passed ? "good" : "blocking"}
          verdict={t(shown.passed ? "proof.passed" : "proof.broken")}
          facts={[
            ...shown.rungs.map(({ name, outcome }) => ({
              name: t(`rung.${name}.title`),
              value: t(`rung.${name}.${outcome}`),
            })),
            ...(shown.system_user === null
              ? []
              : [{ name: t("fact.id"), value: shown.system_user, code: true }]),
            { name: t("proof.when"), value: dayAndTime(shown.proved_at, i18n.language) },
          ]}
        />
      )}
      {problem && (
        <ProblemCard
          problem={problem}
          on={{
            try_again: () => document.getElementById("prove-do")?.click(),
            review_client: () => go("maskinporten"),
          }}
        />
      )}
    </>
  );
}

function isOf(proof: SystemUserProofView, request: RequestView): boolean {
  return (
    proof.system === request.system &&
    proof.owner === request.party &&
    proof.external_ref === request.external_ref
  );
}

/** Scopes of the client that an API could want. */
function usual({ maskinporten }: SetupView): string {
  return (maskinporten?.scopes ?? []).filter((scope) => !scope.startsWith(VENDORS)).join(" ");
}
