import { useTranslation } from "react-i18next";

import type { SystemName } from "../../ipc/generated/SystemName";
import { StepPage } from "../../parts/StepPage";
import { Report } from "./Report";
import { Trail } from "./Trail";

/** Troubleshooting: what happened, and a report of it that is safe to send. */
export function DiagnosticsPage({ system }: { system: SystemName }) {
  const { t } = useTranslation("diagnostics");
  return (
    <StepPage id="page-diagnostics" title={t("title")} purpose={t("purpose")}>
      <Report />
      <Trail system={system} />
    </StepPage>
  );
}
