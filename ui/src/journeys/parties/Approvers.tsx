import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { ApproversView } from "../../ipc/generated/ApproversView";
import { organisationNumber } from "../../parts/format";
import styles from "./lookup.module.css";

/** Who can approve a system user for the unit, as far as the open register tells. */
export function Approvers({ found }: { found: ApproversView }) {
  const { t } = useTranslation("register");
  const { unit, approvers } = found;
  if (unit.name === null || unit.standing === "deleted") return null;
  return (
    <section id="approvers">
      <Heading level={4} data-size="2xs">
        {t("approvers.heading")}
      </Heading>
      {found.roles_of !== unit.number && (
        <Paragraph data-size="sm">
          {t("approvers.of_main_unit", { number: organisationNumber(found.roles_of) })}
        </Paragraph>
      )}
      {approvers.length === 0 ? (
        <Paragraph data-size="sm">{t("approvers.none")}</Paragraph>
      ) : (
        <ul className={styles.list}>
          {approvers.map(({ role, name, number }) => (
            <li key={`${role} ${name}`} data-role={role}>
              <bdi>{name}</bdi>
              {number !== null && ` (${organisationNumber(number)})`}
              {", "}
              {t(`role.${role}`, { defaultValue: role })}
            </li>
          ))}
        </ul>
      )}
      <Paragraph data-size="sm" className={styles.quiet}>
        {t("approvers.others")}
      </Paragraph>
    </section>
  );
}
