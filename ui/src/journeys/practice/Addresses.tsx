import { Details, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { Facts } from "../../parts/Facts";
import styles from "./practice.module.css";

/** Where the practice services listen. */
export function Addresses({ addresses }: { addresses: readonly (readonly [string, string])[] }) {
  const { t } = useTranslation("practice");
  return (
    <Details id="addresses">
      <Details.Summary>{t("addresses.heading")}</Details.Summary>
      <Details.Content>
        <div className={styles.section}>
          <Paragraph data-size="sm">{t("addresses.purpose")}</Paragraph>
          <Facts
            facts={addresses.map(([name, value]) => ({ name: t(`address.${name}`), value, code: true }))}
          />
        </div>
      </Details.Content>
    </Details>
  );
}
