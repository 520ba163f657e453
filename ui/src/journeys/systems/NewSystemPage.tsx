import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { SystemFindingView } from "../../ipc/generated/SystemFindingView";
import type { SystemsView } from "../../ipc/generated/SystemsView";
import type { SystemView } from "../../ipc/generated/SystemView";
import { StepPage } from "../../parts/StepPage";
import { SYSTEM_FORM, SystemForm } from "./SystemForm";

interface Props {
  systems: SystemsView;
  back: () => void;
  onSaved: (system: SystemView, findings: readonly SystemFindingView[]) => void;
}

/** Registers a system. */
export function NewSystemPage({ systems, back, onSaved }: Props) {
  const { t } = useTranslation("systems");
  const [busy, setBusy] = useState(false);
  return (
    <StepPage
      id="page-new-system"
      title={t("form.new_title")}
      purpose={t("form.new_purpose")}
      back={{ label: t("title"), onClick: back }}
      primary={{ label: t("create"), form: SYSTEM_FORM, busy }}
    >
      <SystemForm systems={systems} system={null} onBusy={setBusy} onSaved={onSaved} />
    </StepPage>
  );
}
