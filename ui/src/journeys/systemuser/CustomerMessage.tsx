import { Details, ToggleGroup } from "@digdir/designsystemet-react";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ProfileView } from "../../ipc/generated/ProfileView";
import type { RequestView } from "../../ipc/generated/RequestView";
import { CopyField } from "../../parts/CopyField";
import { organisation } from "../../parts/format";
import { called } from "./RightChecks";

const LANGUAGES = ["nb", "nn", "en"] as const;

interface Props {
  request: RequestView;
  profile: ProfileView | null;
}

/** What to write to the customer, in the customer's language. */
export function CustomerMessage({ request, profile }: Props) {
  const { t, i18n } = useTranslation(["systemuser", "common"]);
  const [language, setLanguage] = useState(i18n.language);
  return (
    <Details id="customer-message">
      <Details.Summary>{t("message.title")}</Details.Summary>
      <Details.Content>
        <div data-stack>
          <ToggleGroup
            aria-label={t("message.language")}
            value={language}
            onChange={setLanguage}
            data-size="sm"
          >
            {LANGUAGES.map((one) => (
              <ToggleGroup.Item key={one} id={`message-${one}`} value={one}>
                {t(`message.in.${one}`)}
              </ToggleGroup.Item>
            ))}
          </ToggleGroup>
          <CopyField
            id="copy-message"
            valueId="message-text"
            label={t("message.text")}
            value={message(i18n.getFixedT(language, ["systemuser", "common"]), request, profile)}
            copy={t("message.copy")}
            copied={t("common:copy.copied")}
          />
        </div>
      </Details.Content>
    </Details>
  );
}

/** Plain text: who asks, what for, what to do, the link. */
function message(
  t: TFunction<["systemuser", "common"]>,
  request: RequestView,
  profile: ProfileView | null,
): string {
  const lines = (ids: readonly string[]) => ids.map((id) => `- ${called(id, t)}`).join("\n");
  const values = {
    asker: organisation(profile?.organisation ?? "", profile?.organisation_name ?? null),
    party: organisation(request.party, request.party_name),
    system: request.title ?? request.system,
    wanted: lines([...request.rights, ...request.packages]),
    unwanted: lines([...request.unwanted_rights, ...request.unwanted_packages]),
    link: request.link ?? "",
    interpolation: { escapeValue: false },
  };
  const parts = [
    t(`message.${request.kind}`, values),
    ...(values.wanted === "" ? [] : [t("message.wanted", values)]),
    ...(values.unwanted === "" ? [] : [t("message.unwanted", values)]),
    t("message.do", values),
    t("message.who", values),
  ];
  return parts.join("\n\n");
}
