import { Heading } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { ClaimView } from "../../ipc/generated/ClaimView";
import { ClaimValue } from "./ClaimValue";
import styles from "./token.module.css";

interface Props {
  id: string;
  heading?: string;
  claims: readonly ClaimView[];
}

/** Every member as it stands there, with what it is called and what it means in plain words. */
export function Claims({ id, heading, claims }: Props) {
  const { t } = useTranslation("token");
  return (
    <section className={styles.section}>
      {heading !== undefined && (
        <Heading level={2} data-size="xs">
          {heading}
        </Heading>
      )}
      <dl id={id} className={styles.claims}>
        {claims.map(({ name, meaning, value }, place) => (
          // A name may stand twice.
          <div key={place} className={styles.claim} data-claim={name}>
            <dt>
              {meaning !== null && <span>{t(`claim.${meaning}.name`)}</span>}
              <bdi>
                <code>{name}</code>
              </bdi>
            </dt>
            <dd className={styles.claimValue}>
              <ClaimValue value={value} />
            </dd>
            <dd className={styles.quiet}>
              {meaning === null ? t("said.unknown_claim") : t(`claim.${meaning}.what`)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
