import { Details, Table } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { LegacyUserView } from "../../ipc/generated/LegacyUserView";
import type { LegacyView } from "../../ipc/generated/LegacyView";
import { Facts } from "../../parts/Facts";
import { organisationNumber } from "../../parts/format";
import { ScrollArea } from "../../parts/ScrollArea";
import styles from "./legacy.module.css";

/** Whom practice knows. Nothing of theirs is secret. */
export function Town({ view }: { view: LegacyView }) {
  const { t } = useTranslation("legacy");
  return (
    <Details id="legacy-town">
      <Details.Summary>{t("town.title")}</Details.Summary>
      <Details.Content>
        <div className={styles.section}>
          <ScrollArea label={t("town.title")} className={styles.scroll}>
            <Table data-size="sm" zebra>
              <Table.Head>
                <Table.Row>
                  <Table.HeaderCell>{t("town.user")}</Table.HeaderCell>
                  <Table.HeaderCell>{t("town.password")}</Table.HeaderCell>
                  <Table.HeaderCell>{t("town.who")}</Table.HeaderCell>
                </Table.Row>
              </Table.Head>
              <Table.Body>
                {view.users.map((user) => (
                  <User key={user.name} user={user} />
                ))}
              </Table.Body>
            </Table>
          </ScrollArea>
          <Facts
            facts={view.keys.map(({ key, opens_messages }) => ({
              name: `${t("town.key")}, ${t(opens_messages ? "town.opens_all" : "town.opens_some")}`,
              value: key,
              code: true,
            }))}
          />
        </div>
      </Details.Content>
    </Details>
  );
}

function User({ user }: { user: LegacyUserView }) {
  const { t } = useTranslation("legacy");
  const who =
    user.organisation === null
      ? t("town.person")
      : t("town.enterprise", { organisation: organisationNumber(user.organisation) });
  const notes = [
    ...(user.has_roles ? [] : [t("town.no_roles")]),
    ...(user.is_locked ? [t("town.locked")] : []),
  ];
  return (
    <Table.Row>
      <Table.Cell>
        <code>{user.name}</code>
      </Table.Cell>
      <Table.Cell>
        <code>{user.password}</code>
      </Table.Cell>
      <Table.Cell>{[who, ...notes].join(", ")}</Table.Cell>
    </Table.Row>
  );
}
