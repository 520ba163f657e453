import { useTranslation } from "react-i18next";

import { StepPage } from "../../parts/StepPage";
import type { StepProps } from "../StepProps";
import { About } from "./About";
import { Looks } from "./Looks";
import { ProfileCopy } from "./ProfileCopy";
import { Recovery } from "./Recovery";
import { Vault } from "./Vault";

/** Language, appearance, the vault, a copy of the profile, and what the program is. */
export function SettingsPage({ app, profile, replace, go }: StepProps) {
  const { t } = useTranslation("settings");
  return (
    <StepPage id="page-settings" title={t("title")} purpose={t("purpose")}>
      <Looks settings={app.settings} replace={replace} />
      {profile !== null && app.vault !== null && (
        <>
          <Vault key={profile.id} vault={app.vault} replace={replace} />
          <Recovery />
        </>
      )}
      <ProfileCopy hasProfile={profile !== null} replace={replace} go={go} />
      <About version={app.version} />
    </StepPage>
  );
}
