import { Button, Switch, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { OrganisationView } from "../../ipc/generated/OrganisationView";
import type { PracticeSystemView } from "../../ipc/generated/PracticeSystemView";
import type { PracticeView } from "../../ipc/generated/PracticeView";
import { useCommand } from "../../ipc/useCommand";
import { Choice } from "../../parts/Choice";
import { ProblemCard } from "../../problems/ProblemCard";
import { typed } from "../typed";
import { organisationOptions } from "./names";
import styles from "./practice.module.css";
import { SelectField } from "./SelectField";

interface Props {
  system: PracticeSystemView;
  organisations: readonly OrganisationView[];
  onChange: (practice: PracticeView) => void;
}

/** Asks an organisation to let the system act for it. */
export function AddSystemUser({ system, organisations, onChange }: Props) {
  const { t } = useTranslation("practice");
  const add = useCommand("practice_system_user");
  const [owner, setOwner] = useState(() => organisations[0]?.number ?? "");
  const [agent, setAgent] = useState(false);
  const [approved, setApproved] = useState(true);
  const id = (field: string) => `${field}-${system.id}`;

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const external_ref = typed(form, "reference");
    const answer = await add.run({ system: system.id, owner, external_ref, agent, approved });
    if (answer === null) return;
    form.reset();
    onChange(answer);
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <SelectField
        id={id("owner")}
        label={t("systems.owner")}
        value={owner}
        options={organisationOptions(organisations)}
        onChange={setOwner}
      />
      <Textfield
        id={id("reference")}
        name="reference"
        label={t("systems.external_ref")}
        description={t("systems.external_ref_hint")}
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
      />
      <Choice
        legend={t("systems.kind")}
        options={[
          { value: "standard", id: id("standard"), label: t("systems.standard") },
          { value: "agent", id: id("agent"), label: t("systems.agent_choice") },
        ]}
        value={agent ? "agent" : "standard"}
        onChange={(value) => setAgent(value === "agent")}
      />
      <Switch
        id={id("approved")}
        label={t("systems.approved")}
        checked={approved}
        onChange={() => setApproved(!approved)}
      />
      <div className={styles.buttons}>
        <Button type="submit" id={id("ask")} variant="secondary" data-color="fjord" loading={add.busy}>
          {t("systems.ask")}
        </Button>
      </div>
      {add.problem && <ProblemCard problem={add.problem} />}
    </form>
  );
}
