import { Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { TokenProgress } from "../ipc/generated/TokenProgress";
import { IntoView } from "../parts/IntoView";
import { WaitingCard } from "../parts/WaitingCard";

/** A key that was just registered; how long it has taken so far. */
export function WaitingForKey({ progress, onCancel }: { progress: TokenProgress; onCancel: () => void }) {
  const { t } = useTranslation(["maskinporten", "common"]);
  return (
    <IntoView>
      <WaitingCard
        id="waiting-for-key"
        title={t("waiting.title")}
        since={t("waiting.tries", { tries: progress.tries, seconds: progress.seconds })}
        meanwhile={t("waiting.meanwhile")}
        cancel={{ label: t("common:cancel"), onClick: onCancel }}
      >
        <Paragraph>{t("waiting.why")}</Paragraph>
      </WaitingCard>
    </IntoView>
  );
}
