import { Button, Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/useCommand";
import { IntoView } from "../../parts/IntoView";
import { ProblemCard } from "../../problems/ProblemCard";
import { typed } from "../typed";
import { Approvers } from "./Approvers";
import styles from "./lookup.module.css";
import { RegisteredClients } from "./RegisteredClients";
import { Unit } from "./Unit";

/** Enhetsregisteret: who a number is, who can approve a system user for it, and whose accountant or auditor it is. */
export function LookUp({ organisation }: { organisation: string | null }) {
  const { t } = useTranslation("register");
  const approvers = useCommand("register_approvers");
  const clients = useCommand("register_clients");
  const [asked, setAsked] = useState(0);

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const number = typed(event.currentTarget, "number");
    clients.reset();
    setAsked((times) => times + 1);
    void approvers.run({ number });
  }

  const found = approvers.state.kind === "done" ? approvers.state.answer : null;
  const customers = clients.state.kind === "done" ? clients.state.answer : null;
  const isFirm = found?.unit.is_subunit === false && found.unit.name !== null;
  return (
    <section id="look-up-organisation" aria-labelledby="look-up-heading" className={styles.section}>
      <Heading id="look-up-heading" level={2} data-size="xs">
        {t("heading")}
      </Heading>
      <Paragraph>{t("purpose")}</Paragraph>
      <form className={styles.form} onSubmit={submit} noValidate>
        <Textfield
          id="look-up-number"
          name="number"
          label={t("number")}
          description={t("number_description")}
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          defaultValue={organisation ?? ""}
        />
        <Button id="look-up-unit" type="submit" variant="secondary" loading={approvers.busy}>
          {t("look_up")}
        </Button>
      </form>
      {approvers.problem && <ProblemCard problem={approvers.problem} />}
      {found && (
        <IntoView key={asked} atTop>
          <Unit unit={found.unit}>
            <Approvers found={found} />
          </Unit>
        </IntoView>
      )}
      {isFirm && customers === null && (
        <div>
          <Button
            id="look-up-clients"
            variant="secondary"
            loading={clients.busy}
            onClick={() => void clients.run({ number: found.unit.number })}
          >
            {t("clients.show")}
          </Button>
        </div>
      )}
      {clients.problem && <ProblemCard problem={clients.problem} />}
      {customers && <RegisteredClients found={customers} />}
      <Paragraph data-size="sm" className={styles.quiet}>
        {t("source")}
      </Paragraph>
    </section>
  );
}
