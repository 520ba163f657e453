import { Heading, Paragraph, Tag } from "@digdir/designsystemet-react";
import { ArrowDownIcon } from "@navikt/aksel-icons";
import { useTranslation } from "react-i18next";

import type { TokenPartyView } from "../../ipc/generated/TokenPartyView";
import type { TokenReadingView } from "../../ipc/generated/TokenReadingView";
import { type Box, meaning } from "./chains";
import { organisationText } from "./facts";
import styles from "./token.module.css";

interface Props {
  chains: readonly (readonly Box[])[];
  reading: Pick<TokenReadingView, "token" | "parties">;
  organisation: string | null;
}

/** Who is who, as boxes with arrows; read aloud it is a list of the same words in the same order. */
export function Picture({ chains, reading, organisation }: Props) {
  const { t } = useTranslation("token");
  const means = meaning(reading);
  const leave = reading.parties.find(({ role }) => role === "delegation_source");
  return (
    <figure id="who" className={styles.figure} aria-labelledby="who-heading">
      <Heading level={2} data-size="xs" id="who-heading">
        {t("page.picture.heading")}
      </Heading>
      {chains.map((boxes) => (
        <ol key={boxes[0]?.role} className={styles.chain}>
          {boxes.map((box) => (
            <li key={box.role} className={styles.link} data-role={box.role}>
              {box.arrow && (
                <span className={styles.arrow}>
                  <ArrowDownIcon aria-hidden className={styles.point} />
                  <span>
                    {t(`page.picture.${box.arrow}`)}
                    {box.role === "consumer" && leave && (
                      <span className={styles.quiet}>
                        {" – "}
                        {t("page.picture.authority", { where: leave.name })}
                      </span>
                    )}
                  </span>
                </span>
              )}
              <span className={styles.box}>
                <span className={styles.quiet}>{t(`page.picture.${box.title}`)}</span>
                {box.parties.map((party, place) => (
                  <Who key={place} party={party} ours={organisation} />
                ))}
              </span>
            </li>
          ))}
        </ol>
      ))}
      {means && (
        <figcaption>
          <Paragraph>{t(`page.picture.means.${means}`)}</Paragraph>
        </figcaption>
      )}
    </figure>
  );
}

function Who({ party: { organisation, name }, ours }: { party: TokenPartyView; ours: string | null }) {
  const { t } = useTranslation("token");
  if (organisation === null) return <code className={styles.who}>{name}</code>;
  return (
    <span className={styles.who}>
      <strong>{organisationText(organisation, t)}</strong>
      {organisation.number !== null && organisation.number === ours && (
        <Tag data-size="sm" data-color="info">
          {t("page.picture.ours")}
        </Tag>
      )}
    </span>
  );
}
