import { Card, Details, Heading, Paragraph, Tag } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { OrganisationView } from "../../ipc/generated/OrganisationView";
import type { PracticeSystemView } from "../../ipc/generated/PracticeSystemView";
import type { PracticeView } from "../../ipc/generated/PracticeView";
import type { SystemUserDecision } from "../../ipc/generated/SystemUserDecision";
import { useCommand } from "../../ipc/useCommand";
import { Facts } from "../../parts/Facts";
import { ProblemCard } from "../../problems/ProblemCard";
import { AddSystemUser } from "./AddSystemUser";
import { nameOf } from "./names";
import styles from "./practice.module.css";
import { SystemUser } from "./SystemUser";

interface Props {
  system: PracticeSystemView;
  organisations: readonly OrganisationView[];
  /** The person's own. */
  client: string | null;
  onChange: (practice: PracticeView) => void;
}

/** A system with those who let it act for them. */
export function SystemCard({ system, organisations, client, onChange }: Props) {
  const { t } = useTranslation("practice");
  const decide = useCommand("practice_system_user_decide");
  const run = async (id: string, decision: SystemUserDecision) => {
    const answer = await decide.run({ id, decision });
    if (answer !== null) onChange(answer);
  };
  const ours = client !== null && system.client_ids.includes(client);

  return (
    <Card data-color="neutral" data-system={system.id} className={styles.section}>
      <div className={styles.title}>
        <Heading level={3} data-size="2xs">
          {system.name}
        </Heading>
        {ours && (
          <Tag data-size="sm" data-color="info">
            {t("systems.ours")}
          </Tag>
        )}
      </div>
      <Facts
        facts={[
          { name: t("systems.id"), value: system.id, code: true },
          { name: t("systems.vendor"), value: nameOf(organisations, system.vendor) },
          { name: t("systems.clients"), value: system.client_ids, code: true },
        ]}
      />
      {system.users.length === 0 ? (
        <Paragraph data-size="sm">{t("systems.no_users")}</Paragraph>
      ) : (
        <ul className={styles.rows} aria-label={t("systems.users", { system: system.name })}>
          {system.users.map((user) => (
            <SystemUser
              key={user.id}
              user={user}
              owner={nameOf(organisations, user.owner)}
              busy={decide.busy}
              onDecide={(decision) => void run(user.id, decision)}
            />
          ))}
        </ul>
      )}
      {decide.problem && <ProblemCard problem={decide.problem} />}
      <div>
        <Details data-add={system.id} defaultOpen={system.users.length === 0}>
          <Details.Summary>{t("systems.add")}</Details.Summary>
          <Details.Content>
            <AddSystemUser system={system} organisations={organisations} onChange={onChange} />
          </Details.Content>
        </Details>
      </div>
    </Card>
  );
}
