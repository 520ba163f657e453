import { Details, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { LoginProgress } from "../../ipc/generated/LoginProgress";
import { CopyField } from "../../parts/CopyField";
import { IntoView } from "../../parts/IntoView";
import { WaitingCard } from "../../parts/WaitingCard";
import styles from "./login.module.css";

interface Props {
  progress: readonly LoginProgress[];
  onCancel: () => void;
}

/** The person is in the browser. */
export function WaitingForBrowser({ progress, onCancel }: Props) {
  const { t } = useTranslation(["login", "common"]);
  const waiting = progress.find((told) => told.kind === "waiting");
  const returned = progress.some(({ kind }) => kind === "returned");
  const unopened = waiting !== undefined && !waiting.browser_opened;
  const copy = { copy: t("common:copy.copy"), copied: t("common:copy.copied") };

  return (
    <IntoView atTop>
      <WaitingCard
        id="waiting-for-browser"
        title={t(waiting ? "waiting.title" : "starting")}
        meanwhile={t(meanwhile())}
        cancel={{ id: "login-cancel", label: t("waiting.cancel"), onClick: onCancel }}
      >
        {waiting && !returned && (
          <>
            <CopyField
              label={t("waiting.link")}
              value={waiting.url}
              valueId="login-link"
              id="copy-link"
              {...copy}
            />
            {/* Not the card's own child: there Details would run to the card's edges. */}
            <div>
              <Details>
                <Details.Summary>{t("waiting.trouble")}</Details.Summary>
                <Details.Content>
                  <div className={styles.trouble}>
                    <Paragraph>{t("waiting.trouble_how")}</Paragraph>
                    <CopyField label={t("waiting.redirect")} value={waiting.redirect_uri} {...copy} />
                  </div>
                </Details.Content>
              </Details>
            </div>
          </>
        )}
      </WaitingCard>
    </IntoView>
  );

  function meanwhile() {
    if (returned) return "waiting.returned";
    return unopened ? "waiting.not_opened" : "waiting.meanwhile";
  }
}
