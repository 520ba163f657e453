import { Card } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { SystemName } from "../../ipc/generated/SystemName";
import { StepPage } from "../../parts/StepPage";
import { LoginRoad } from "../LoginRoad";
import type { StepProps } from "../StepProps";
import styles from "./diagnostics.module.css";
import { Report } from "./Report";
import { Trail } from "./Trail";

interface Props extends Pick<StepProps, "go"> {
  system: SystemName;
}

/** Troubleshooting: what happened, and a report of it that is safe to send. */
export function DiagnosticsPage({ system, go }: Props) {
  const { t } = useTranslation("diagnostics");
  return (
    <StepPage id="page-diagnostics" title={t("title")} purpose={t("purpose")}>
      <div className={styles.tools}>
        {(["dictionary", "token_reader", "legacy"] as const).map((tool) => (
          <Card key={tool} data-color="neutral" asChild>
            <button type="button" id={`open-${tool.replace("_", "-")}`} onClick={() => go(tool)}>
              <strong>{t(`tool.${tool}.title`)}</strong>
              <span>{t(`tool.${tool}.what`)}</span>
            </button>
          </Card>
        ))}
      </div>
      <LoginRoad apart />
      <Report />
      <Trail system={system} />
    </StepPage>
  );
}
