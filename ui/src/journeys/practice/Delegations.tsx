import { Button, Details, Paragraph } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { DelegationView } from "../../ipc/generated/DelegationView";
import type { PracticeView } from "../../ipc/generated/PracticeView";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { nameOf, organisationOptions } from "./names";
import styles from "./practice.module.css";
import { SelectField } from "./SelectField";

interface Props {
  practice: PracticeView;
  /** Whom the person works for. */
  organisation: string | null;
  onChange: (practice: PracticeView) => void;
}

/** Who lets whom use a scope on their behalf. */
export function Delegations({ practice, organisation, onChange }: Props) {
  const { t } = useTranslation("practice");
  const set = useCommand("practice_delegation");
  const { organisations, delegations, delegable_scopes } = practice;
  const [wanted, setWanted] = useState(() => first(practice, organisation));
  const change = async (delegation: DelegationView, on: boolean) => {
    const answer = await set.run({ delegation, on });
    if (answer !== null) onChange(answer);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void change(wanted, true);
  };
  const all = organisationOptions(organisations);

  return (
    <Details id="delegations">
      <Details.Summary id="town-delegations">
        {t("delegation.summary", { number: delegations.length })}
      </Details.Summary>
      <Details.Content>
        <div className={styles.section}>
          <Paragraph>{t("delegation.purpose")}</Paragraph>
          {delegations.length === 0 && <Paragraph id="no-delegations">{t("delegation.none")}</Paragraph>}
          {delegations.length > 0 && (
            <ul className={styles.rows} aria-label={t("delegation.list")}>
              {delegations.map((one) => {
                const consumer = nameOf(organisations, one.consumer);
                const supplier = nameOf(organisations, one.supplier);
                return (
                  <li key={`${one.consumer} ${one.supplier} ${one.scope}`} className={styles.row}>
                    <span>
                      {t("delegation.says", { consumer, supplier })}{" "}
                      <code className={styles.path}>{one.scope}</code>
                    </span>
                    <div>
                      <Button
                        variant="tertiary"
                        data-size="sm"
                        data-take-back={one.scope}
                        aria-label={t("delegation.take_back_what", { consumer, supplier, scope: one.scope })}
                        loading={set.busy}
                        onClick={() => void change(one, false)}
                      >
                        {t("delegation.take_back")}
                      </Button>
                    </div>
                  </li>
                );
              })}
            </ul>
          )}
          <form id="delegate" className={styles.form} onSubmit={submit}>
            {(["consumer", "supplier"] as const).map((role) => (
              <SelectField
                key={role}
                id={`delegation-${role}`}
                label={t(`delegation.${role}`)}
                value={wanted[role]}
                options={all}
                onChange={(number) => setWanted({ ...wanted, [role]: number })}
              />
            ))}
            <SelectField
              id="delegation-scope"
              label={t("delegation.scope")}
              value={wanted.scope}
              options={delegable_scopes.map((scope) => [scope, scope] as const)}
              onChange={(scope) => setWanted({ ...wanted, scope })}
            />
            <div className={styles.buttons}>
              <Button id="delegation-give" type="submit" variant="secondary" loading={set.busy}>
                {t("delegation.give")}
              </Button>
            </div>
          </form>
          {set.problem && <ProblemCard problem={set.problem} />}
        </div>
      </Details.Content>
    </Details>
  );
}

/** To the person's own organisation, from another. */
function first({ organisations, delegable_scopes }: PracticeView, own: string | null): DelegationView {
  const supplier = organisations.find(({ number }) => number === own) ?? organisations[0];
  const consumer = organisations.find((one) => one !== supplier) ?? supplier;
  return {
    consumer: consumer?.number ?? "",
    supplier: supplier?.number ?? "",
    scope: delegable_scopes[0] ?? "",
  };
}
