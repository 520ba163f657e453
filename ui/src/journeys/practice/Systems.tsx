import { Details, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { PracticeView } from "../../ipc/generated/PracticeView";
import styles from "./practice.module.css";
import { SetUpSystem } from "./SetUpSystem";
import { SystemCard } from "./SystemCard";

interface Props {
  practice: PracticeView;
  /** The person's own. */
  client: string | null;
  onChange: (practice: PracticeView) => void;
}

/** Altinn's system register in town, explained to who has never heard of it. */
export function Systems({ practice, client, onChange }: Props) {
  const { t } = useTranslation("practice");
  const { systems } = practice;
  const listed = client !== null && systems.some(({ client_ids }) => client_ids.includes(client));
  return (
    <Details id="systems">
      <Details.Summary id="town-systems">{t("systems.summary", { number: systems.length })}</Details.Summary>
      <Details.Content>
        <div className={styles.section}>
          <Paragraph>{t("systems.purpose")}</Paragraph>
          <Paragraph>{t("systems.flow")}</Paragraph>
          {systems.length === 0 && <Paragraph id="no-systems">{t("systems.none")}</Paragraph>}
          {systems.map((system) => (
            <SystemCard
              key={system.id}
              system={system}
              organisations={practice.organisations}
              client={client}
              onChange={onChange}
            />
          ))}
          {/* A client can be on one system alone, so another needs another client. */}
          {listed ? (
            <div>
              <Details id="another-system">
                <Details.Summary>{t("systems.set_up_another")}</Details.Summary>
                <Details.Content>
                  <SetUpSystem client="" another onChange={onChange} />
                </Details.Content>
              </Details>
            </div>
          ) : (
            <SetUpSystem client={client ?? ""} onChange={onChange} />
          )}
        </div>
      </Details.Content>
    </Details>
  );
}
