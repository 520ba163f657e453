import { Button, Details, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { IssueCertificate } from "../../ipc/generated/IssueCertificate";
import type { IssuedFileView } from "../../ipc/generated/IssuedFileView";
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
  onChange: (practice: PracticeView) => void;
}

/** Where practice certificates are issued. */
export function TownHall({ practice, organisation, onIssued, onChange }: Props) {
  const { t } = useTranslation("practice");
  const [order, setOrder] = useState(() => ordinary(practice, organisation));
  const [newest, setNewest] = useState<readonly IssuedFileView[]>([]);
  const issue = useCommand("practice_issue");
  const issueSet = useCommand("practice_issue_set");
  const hand = (files: readonly IssuedFileView[] | undefined) => {
    if (files === undefined) return;
    setNewest(files);
    onIssued();
  };
  const send = async () => {
    const file = await issue.run(order);
    hand(file === null ? undefined : [file]);
  };
  const sendSet = async () => hand((await issueSet.run(order))?.files);
  const select = ({ field, values }: ReturnType<typeof choices>[number]) => (
    <SelectField
      key={field}
      id={`order-${field}`}
      label={t(`hall.${field}`)}
      value={order[field]}
      options={values.map((value) => [value, t(`${field}.${value}`)])}
      onChange={(value) => setOrder({ ...order, [field]: value })}
    />
  );
  const [usual, unusual] = [choices(practice).slice(0, 2), choices(practice).slice(2)];

  return (
    <section className={styles.section} aria-labelledby="town-hall">
      <Heading level={2} data-size="sm" id="town-hall" tabIndex={-1} className={styles.heading}>
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
        {usual.map(select)}
        <div>
          <Details id="order-more">
            <Details.Summary>{t("hall.more")}</Details.Summary>
            <Details.Content className={styles.form}>{unusual.map(select)}</Details.Content>
          </Details>
        </div>
        <Paragraph data-size="sm">{t("hall.set_hint")}</Paragraph>
        <div className={styles.buttons}>
          <Button id="issue" type="submit" loading={issue.busy}>
            {t("hall.issue")}
          </Button>
          <Button id="issue-set" variant="secondary" loading={issueSet.busy} onClick={() => void sendSet()}>
            {t("hall.issue_set")}
          </Button>
          <OpenInBrowser id="open-town-hall" page="town_hall" label={t("hall.open")} />
        </div>
      </form>
      {issue.problem && <ProblemCard problem={issue.problem} on={{ try_again: () => void send() }} />}
      {issueSet.problem && (
        <ProblemCard problem={issueSet.problem} on={{ try_again: () => void sendSet() }} />
      )}
      {newest.length > 0 && <Issued files={newest} all={practice.issued} onChange={onChange} />}
    </section>
  );
}

/** What can be chosen: issuer and role, then what is folded away. */
function choices(practice: PracticeView) {
  return [
    { field: "issuer", values: practice.issuers },
    { field: "role", values: practice.roles },
    { field: "flavour", values: practice.flavours },
    { field: "validity", values: practice.validities },
    { field: "profile", values: practice.profiles },
    { field: "tree", values: practice.trees },
    { field: "key", values: practice.keys },
    { field: "contents", values: practice.contents },
  ] as const;
}

/** To the person's own organisation where it lives in town; the first of each list is the ordinary one. */
function ordinary(practice: PracticeView, organisation: string | null): Required<IssueCertificate> {
  const own = practice.organisations.find(({ number }) => number === organisation);
  return {
    organisation: (own ?? practice.organisations[0])?.number ?? "",
    flavour: practice.flavours[0] ?? "",
    issuer: practice.issuers[0] ?? "",
    role: practice.roles[0] ?? "",
    validity: practice.validities[0] ?? "",
    profile: practice.profiles[0] ?? "",
    tree: practice.trees[0] ?? "",
    key: practice.keys[0] ?? "",
    contents: practice.contents[0] ?? "",
  };
}
