import { Details } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { SystemView } from "../../ipc/generated/SystemView";
import { type FactLine, Facts } from "../../parts/Facts";
import { partsOfRight } from "../../parts/right";
import { inWords, stateOf } from "./words";

const LANGUAGES = ["nb", "nn", "en"] as const;

/** What stands in the register of a system. */
export function SystemFacts({ system }: { system: SystemView }) {
  const { t, i18n } = useTranslation(["systems", "common"]);
  const many = (name: string, values: readonly string[]): FactLine =>
    values.length === 0 ? { name, value: t("fact.none") } : { name, value: values, code: true };
  const asText = (right: string) => {
    const { resource, action } = partsOfRight(right);
    return action === null ? resource : t("common:right", { resource, action });
  };
  const shown = (text: string) => (text === "" ? "–" : text);
  return (
    <div data-stack>
      <Facts
        facts={[
          { name: t("fact.id"), value: system.id, code: true },
          { name: t("fact.description"), value: shown(inWords(system.description, i18n.language)) },
          many(t("fact.clients"), system.client_ids),
          many(t("fact.resources"), system.rights.map(asText)),
          many(t("fact.packages"), system.packages),
          many(t("fact.redirect_urls"), system.redirect_urls),
          { name: t("fact.visible"), value: t(`state.${stateOf(system)}`) },
        ]}
      />
      {/* Not the card's own child: there Details would run to the card's edges. */}
      <div>
        <Details>
          <Details.Summary>{t("system.in_languages")}</Details.Summary>
          <Details.Content>
            <Facts
              facts={LANGUAGES.map((language) => ({
                name: t(`form.${language}`),
                value: [...new Set([shown(system.name[language]), shown(system.description[language])])],
              }))}
            />
          </Details.Content>
        </Details>
      </div>
    </div>
  );
}
