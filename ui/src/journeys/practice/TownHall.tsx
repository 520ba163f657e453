import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { IssueCertificate } from "../../ipc/generated/IssueCertificate";
import type { PracticeView } from "../../ipc/generated/PracticeView";
import { useCommand } from "../../ipc/useCommand";
import { organisationNumber } from "../../parts/format";
import { ProblemCard } from "../../problems/ProblemCard";
import { Issued } from "./Issued";
import { OpenInBrowser } from "./OpenInBrowser";
import styles from "./practice.module.css";
import { SelectField } from "./SelectField";

interface Props {
  practice: PracticeView;
  /** Whom the person works for; outside the town it is nobody here. */
  organisation: string | null;
  onIssued: () => void;
}

/** Where practice certificates are issued. */
export function TownHall({ practice, organisation, onIssued }: Props) {
  const { t } = useTranslation("practice");
  const [order, setOrder] = useState(() => ordinary(practice, organisation));
  const issue = useCommand("practice_issue");
  const send = async () => {
    if ((await issue.run(order)) !== null) onIssued();
  };
  const choices = [
    { field: "flavour", values: practice.flavours },
    { field: "issuer", values: practice.issuers },
    { field: "role", values: practice.roles },
    { field: "validity", values: practice.validities },
  ] as const;

  return (
    <section className={styles.section} aria-labelledby="town-hall">
      <Heading level={2} data-size="sm" id="town-hall">
        {t("hall.heading")}
      </Heading>
      <Paragraph>{t("hall.purpose")}</Paragraph>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <SelectField
          id="order-organisation"
          label={t("hall.organisation")}
          value={order.organisation}
          options={practice.organisations.map(({ number, name }) => [
            number,
            [name, organisationNumber(number)].join(", "),
          ])}
          onChange={(chosen) => setOrder({ ...order, organisation: chosen })}
        />
        {choices.map(({ field, values }) => (
          <SelectField
            key={field}
            id={`order-${field}`}
            label={t(`hall.${field}`)}
            value={order[field]}
            options={values.map((value) => [value, t(`${field}.${value}`)])}
            onChange={(value) => setOrder({ ...order, [field]: value })}
          />
        ))}
        <div className={styles.buttons}>
          <Button id="issue" type="submit" loading={issue.busy}>
            {t("hall.issue")}
          </Button>
          <OpenInBrowser id="open-town-hall" page="town_hall" label={t("hall.open")} />
        </div>
      </form>
      {issue.problem && <ProblemCard problem={issue.problem} on={{ try_again: () => void send() }} />}
      {issue.state.kind === "done" && <Issued file={issue.state.answer} earlier={practice.issued} />}
    </section>
  );
}

/** To the person's own organisation where it lives in town; the first of each list is the ordinary one. */
function ordinary(practice: PracticeView, organisation: string | null): IssueCertificate {
  const own = practice.organisations.find(({ number }) => number === organisation);
  return {
    organisation: (own ?? practice.organisations[0])?.number ?? "",
    flavour: practice.flavours[0] ?? "",
    issuer: practice.issuers[0] ?? "",
    role: practice.roles[0] ?? "",
    validity: practice.validities[0] ?? "",
  };
}
