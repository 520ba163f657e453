import { Button } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { LoginView } from "../../ipc/generated/LoginView";
import { LoginCard } from "./LoginCard";
import { LogOut } from "./LogOut";
import { OwnNumber } from "./OwnNumber";
import { UserInfo } from "./UserInfo";

interface Props {
  login: LoginView;
  renewing: boolean;
  onRenew: () => void;
  /** With the question for consent, whatever was answered before. */
  onConsent: () => void;
  /** Something else was asked of the session, which lives on or is over. */
  onUsed: () => void;
  ending: boolean;
  onEnd: (returnsTo: string) => void;
}

/** A login that lives, with what can be done with it. */
export function HeldLogin({ login, renewing, onRenew, onConsent, onUsed, ending, onEnd }: Props) {
  const { t } = useTranslation("login");
  return (
    <LoginCard login={login}>
      {login.refreshable && (
        <Button
          id="login-refresh"
          data-color="fjord"
          variant="secondary"
          loading={renewing}
          onClick={onRenew}
        >
          {t("refresh")}
        </Button>
      )}
      {login.scopes_missing.length > 0 && (
        <Button id="ask-consent" data-color="fjord" variant="secondary" onClick={onConsent}>
          {t("missing.ask")}
        </Button>
      )}
      {login.provider === "idporten" && <UserInfo onAsked={onUsed} />}
      {login.national_id !== null && <OwnNumber onFailed={onUsed} />}
      <LogOut busy={ending} onEnd={onEnd} />
    </LoginCard>
  );
}
