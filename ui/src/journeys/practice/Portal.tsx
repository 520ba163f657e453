import { Heading, Paragraph } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { PersonView } from "../../ipc/generated/PersonView";
import { OpenInBrowser } from "./OpenInBrowser";
import styles from "./practice.module.css";

/** The practice edition of Digdir's self-service, with the people who can log in. */
export function Portal({ people, children }: { people: readonly PersonView[]; children: ReactNode }) {
  const { t } = useTranslation("practice");
  return (
    <section className={styles.section}>
      <Heading level={2} data-size="sm" id="practice-portal" tabIndex={-1} className={styles.heading}>
        {t("portal.heading")}
      </Heading>
      <Paragraph>{t("portal.purpose")}</Paragraph>
      <div className={styles.buttons}>
        <OpenInBrowser id="open-portal" page="portal" label={t("portal.open")} />
      </div>
      {children}
      <Heading level={3} data-size="2xs">
        {t("people.heading")}
      </Heading>
      <ul className={styles.people}>
        {people.map(({ name }) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </section>
  );
}
