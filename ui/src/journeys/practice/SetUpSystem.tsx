import { Button, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { PracticeView } from "../../ipc/generated/PracticeView";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { typed } from "../typed";
import styles from "./practice.module.css";

interface Props {
  /** What stands there already. */
  client: string;
  /** The person's client is on a system already. */
  another?: boolean;
  onChange: (practice: PracticeView) => void;
}

/** Registers a system with one client on it; all is filled in, so that it takes one press. */
export function SetUpSystem({ client, another = false, onChange }: Props) {
  const { t } = useTranslation("practice");
  const set = useCommand("practice_system");
  const [wrong, setWrong] = useState<"client" | "name" | null>(null);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const [client_id, name] = [typed(event.currentTarget, "client"), typed(event.currentTarget, "name")];
    const missing = client_id === "" ? "client" : name === "" ? "name" : null;
    setWrong(missing);
    if (missing !== null) {
      document.getElementById(`system-${missing}`)?.focus();
      return;
    }
    const answer = await set.run({ client_id, name });
    if (answer === null) return;
    onChange(answer);
    // The form goes, and its focus with it.
    document.getElementById("town-systems")?.focus();
  }

  return (
    <form id="set-up-system" className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      <Textfield
        id="system-client"
        name="client"
        label={t("systems.client")}
        description={t("systems.client_hint")}
        defaultValue={client}
        autoComplete="off"
        spellCheck={false}
        error={wrong === "client" && t("systems.client_wrong")}
      />
      <Textfield
        id="system-name"
        name="name"
        label={t("systems.name")}
        defaultValue={t("systems.name_usual")}
        autoComplete="off"
        error={wrong === "name" && t("systems.name_wrong")}
      />
      <div className={styles.buttons}>
        <Button id="set-up" type="submit" variant="secondary" loading={set.busy}>
          {t(another ? "systems.set_up_another" : "systems.set_up")}
        </Button>
      </div>
      {set.problem && <ProblemCard problem={set.problem} />}
    </form>
  );
}
