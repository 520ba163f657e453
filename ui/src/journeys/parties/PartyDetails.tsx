import { Card, Details, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { PartyView } from "../../ipc/generated/PartyView";
import { Breakable } from "../../parts/Breakable";
import { Facts } from "../../parts/Facts";
import { count, organisationNumber } from "../../parts/format";
import styles from "./parties.module.css";

const RIGHTS = ["packages", "resources", "roles"] as const;

/** The party that is chosen: what it is, and what may be done for it. */
export function PartyDetails({ party }: { party: PartyView }) {
  const { t } = useTranslation("parties");
  const facts = [
    { name: t("details.kind"), value: t(`kind.${party.kind}`) },
    ...(party.organisation === null
      ? []
      : [{ name: t("details.number"), value: organisationNumber(party.organisation) }]),
    ...(party.form === null ? [] : [{ name: t("details.form"), value: party.form }]),
  ];
  return (
    <Card id="party" data-party={party.uuid} data-color="neutral">
      <div data-stack>
        <Heading level={2} data-size="2xs">
          <bdi>{party.name}</bdi>
        </Heading>
        <Facts facts={facts} />
        {party.deleted && <Paragraph>{t("details.deleted")}</Paragraph>}
        {party.hierarchy_only ? (
          <Paragraph id="hierarchy-only">{t("details.hierarchy")}</Paragraph>
        ) : (
          RIGHTS.map((right) => <Rights key={right} right={right} all={party[right]} />)
        )}
      </div>
    </Card>
  );
}

function Rights({ right, all }: { right: (typeof RIGHTS)[number]; all: readonly string[] }) {
  const { t, i18n } = useTranslation("parties");
  if (all.length === 0) return <Paragraph data-size="sm">{t(`details.no_${right}`)}</Paragraph>;
  return (
    <div>
      <Details id={`party-${right}`}>
        <Details.Summary>
          {t(`details.${right}`, { number: count(all.length, i18n.language) })}
        </Details.Summary>
        <Details.Content>
          <ul className={styles.codes}>
            {all.map((one) => (
              <li key={one}>
                <code>
                  <Breakable text={one} />
                </code>
              </li>
            ))}
          </ul>
        </Details.Content>
      </Details>
    </div>
  );
}
