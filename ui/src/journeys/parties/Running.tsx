import { Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { count, organisationNumber, roughly } from "../../parts/format";
import { WaitingCard } from "../../parts/WaitingCard";
import { seconds } from "./clientList";
import type { RunUnderWay } from "./useClientRuns";

/** A list on its way: how far, who was last, and a way out. */
export function Running({ run, onCancel }: { run: RunUnderWay; onCancel: () => void }) {
  const { t, i18n } = useTranslation(["parties", "common"]);
  const { wish, progress } = run;
  const left = progress ? seconds(progress.left, progress.pace) : 0;
  const said = progress && {
    since: t(left > 0 ? "parties:run.progress" : "parties:run.counted", {
      done: count(progress.told, i18n.language),
      of: count(progress.of, i18n.language),
      left: roughly(left, i18n.language),
    }),
    progress: progress.of === 0 ? 0 : progress.told / progress.of,
  };
  return (
    <WaitingCard
      id="running"
      title={t(`parties:run.running_${wish}`)}
      meanwhile={t("parties:run.safe")}
      cancel={{ id: "agent-cancel", label: t("common:cancel"), onClick: onCancel }}
      {...said}
    >
      {progress?.last != null && (
        <Paragraph data-size="sm">{t("parties:run.last", { name: named(progress.last) })}</Paragraph>
      )}
    </WaitingCard>
  );
}

/** A name, or a number as numbers are read. */
function named(last: string): string {
  return /^\d{9}$/.test(last) ? organisationNumber(last) : last;
}
