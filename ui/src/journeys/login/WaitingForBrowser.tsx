import { Button } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { LoginProgress } from "../../ipc/generated/LoginProgress";
import { useCommand } from "../../ipc/useCommand";
import { CopyField } from "../../parts/CopyField";
import { IntoView } from "../../parts/IntoView";
import { WaitingCard } from "../../parts/WaitingCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { Fold } from "./Fold";
import styles from "./login.module.css";
import { NothingBack, type Values } from "./NothingBack";
import { OtherBrowsers } from "./OtherBrowsers";

interface Props {
  progress: readonly LoginProgress[];
  values: Values;
  onCancel: () => void;
}

/** The person is in the browser. */
export function WaitingForBrowser({ progress, values, onCancel }: Props) {
  const { t } = useTranslation(["login", "common"]);
  const waiting = progress.find((told) => told.kind === "waiting");
  const returned = progress.some(({ kind }) => kind === "returned");
  const unopened = waiting !== undefined && !waiting.browser_opened;

  return (
    <>
      <IntoView atTop>
        <WaitingCard
          id="waiting-for-browser"
          title={t(waiting ? "waiting.title" : "starting")}
          meanwhile={t(meanwhile())}
          cancel={{ id: "login-cancel", label: t("waiting.cancel"), onClick: onCancel }}
        >
          {waiting && !returned && (
            <CopyField
              label={t("waiting.link")}
              value={waiting.url}
              valueId="login-link"
              id="copy-link"
              copy={t("common:copy.copy")}
              copied={t("common:copy.copied")}
            />
          )}
        </WaitingCard>
      </IntoView>
      {waiting && !returned && (
        <div className={styles.folds}>
          <OtherBrowsers unopened={unopened} />
          <Fold id="login-trouble" title={t("trouble.title")}>
            <NothingBack values={{ ...values, inUse: waiting.redirect_uri }}>
              <OpenAgain />
            </NothingBack>
          </Fold>
        </div>
      )}
    </>
  );

  function meanwhile() {
    if (returned) return "waiting.returned";
    return unopened ? "waiting.not_opened" : "waiting.meanwhile";
  }
}

/** The same login, once more in the usual browser. */
function OpenAgain() {
  const { t } = useTranslation("login");
  const { problem, busy, run } = useCommand("login_open_in");
  const open = () => void run({ browser: null });
  return (
    <div>
      <Button
        id="open-again"
        variant="secondary"
        data-color="fjord"
        data-size="sm"
        loading={busy}
        onClick={open}
      >
        {t("waiting.open_again")}
      </Button>
      {problem && <ProblemCard problem={problem} on={{ try_again: open }} />}
    </div>
  );
}
