import { Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { TokenProgress } from "../ipc/generated/TokenProgress";
import { IntoView } from "../parts/IntoView";
import { WaitingCard } from "../parts/WaitingCard";

/** A key that was just registered, or a system user just approved; how long it has taken so far. */
export function WaitingForKey({ progress, onCancel }: { progress: TokenProgress; onCancel: () => void }) {
  const { t } = useTranslation(["maskinporten", "common"]);
  const words = progress.obstacle === "no_system_user" ? "waiting_system_user" : "waiting";
  return (
    <IntoView>
      <WaitingCard
        id="waiting-for-key"
        title={t(`${words}.title`)}
        since={t("waiting.tries", { tries: progress.tries, seconds: progress.seconds })}
        meanwhile={t(`${words}.meanwhile`)}
        cancel={{ label: t("common:cancel"), onClick: onCancel }}
      >
        <Paragraph>{t(`${words}.why`)}</Paragraph>
      </WaitingCard>
    </IntoView>
  );
}
