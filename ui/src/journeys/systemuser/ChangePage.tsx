import { Paragraph } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { CreatedRequestView } from "../../ipc/generated/CreatedRequestView";
import { useCommand } from "../../ipc/useCommand";
import { Choice } from "../../parts/Choice";
import { Facts } from "../../parts/Facts";
import { organisation } from "../../parts/format";
import { WaitingCard } from "../../parts/WaitingCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { called, inId, inWords } from "./RightChecks";
import { fits, useRights, useSystems } from "./useSystems";

const FORM = "change-form";
type Wish = "leave" | "give" | "take";

interface Props extends StepProps {
  user: { system: string; owner: string; owner_name: string | null; external_ref: string | null };
  onCreated: (created: CreatedRequestView) => void;
}

/** Other rights for a system user that is there: what it shall have, and what no longer. */
export function ChangePage({ user, back, go, onCreated }: Props) {
  const { t, i18n } = useTranslation(["systemuser", "common"]);
  const { systems, problem, busy } = useSystems();
  const system = systems?.find(({ id }) => id === user.system) ?? null;
  const rights = useRights(system);
  const change = useCommand("request_change");
  const [wishes, setWishes] = useState<Record<string, Wish>>({});
  const of = (all: readonly { id: string }[], wish: Wish) =>
    all.map(({ id }) => id).filter((id) => wishes[id] === wish);
  const nothing = Object.values(wishes).every((wish) => wish === "leave");

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (rights === null) return;
    const created = await change.run({
      system: user.system,
      owner: user.owner,
      external_ref: user.external_ref,
      rights: of(rights.resources, "give"),
      unwanted_rights: of(rights.resources, "take"),
      packages: of(rights.packages, "give"),
      unwanted_packages: of(rights.packages, "take"),
    });
    if (created) onCreated(created);
  }

  const all = rights === null ? [] : [...rights.resources, ...rights.packages];
  return (
    <Step
      name="system_user"
      texts="systemuser"
      part="change_step"
      back={back}
      primary={{ label: t("change.send"), form: FORM, busy: change.busy, disabled: nothing }}
    >
      <Facts
        facts={[
          { name: t("fact.party"), value: organisation(user.owner, user.owner_name) },
          { name: t("fact.system"), value: user.system, code: true },
        ]}
      />
      {busy && <WaitingCard title={t("ask.reading")} />}
      {problem && <ProblemCard problem={problem} on={{ review_client: () => go("maskinporten") }} />}
      <form id={FORM} data-stack noValidate onSubmit={(event) => void submit(event)}>
        {all
          .filter(({ fitness }) => fits(fitness, "standard"))
          .map(({ id, title }) => (
            <Choice
              key={id}
              legend={inWords(title, i18n.language) || called(id, t)}
              description={called(id, t)}
              value={wishes[id] ?? "leave"}
              onChange={(wish) => setWishes((now) => ({ ...now, [id]: wish }))}
              options={(["leave", "give", "take"] as const).map((wish) => ({
                value: wish,
                id: `${wish}-${inId(id)}`,
                label: t(`change.${wish}`),
              }))}
            />
          ))}
      </form>
      <Paragraph data-size="sm">{t("change.known")}</Paragraph>
      {change.problem && <ProblemCard problem={change.problem} />}
    </Step>
  );
}
