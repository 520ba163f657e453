import { Details, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { Facts } from "../../parts/Facts";
import styles from "./legacy.module.css";

const PARTS = [
  "password_login",
  "enterprise_user",
  "organisation_login",
  "messages",
  "parties",
  "delegations",
  "role_definitions",
  "profile",
  "metadata",
  "service_owner",
  "soap",
  "api_key",
];

/** Each part of Altinn 2 beside what replaced it. */
export function Replaced() {
  const { t } = useTranslation("legacy");
  return (
    <Details id="legacy-replaced">
      <Details.Summary>{t("replaced.title")}</Details.Summary>
      <Details.Content>
        <div className={styles.replaced}>
          <Facts facts={PARTS.map((part) => ({ name: t(`part.${part}`), value: t(`successor.${part}`) }))} />
          <Paragraph data-size="sm" className={styles.quiet}>
            {t("replaced.as_of")}
          </Paragraph>
        </div>
      </Details.Content>
    </Details>
  );
}
