import { useTranslation } from "react-i18next";

import type { LoginView } from "../../ipc/generated/LoginView";
import { dayAndTime } from "../../parts/format";
import { VerdictCard } from "../../parts/VerdictCard";

interface Props {
  login: LoginView;
  /** It ended while the page was open. */
  over: boolean;
}

/** Somebody has logged in, and is no more. */
export function GoneLogin({ login: { name, logged_in_at }, over }: Props) {
  const { t, i18n } = useTranslation("login");
  const before = name === null ? t("verdict.gone_nameless") : t("verdict.gone", { name });
  return (
    <VerdictCard
      id="login-gone"
      kind="note"
      verdict={over ? t("verdict.over") : before}
      facts={[
        { name: t("details.logged_in"), value: dayAndTime(logged_in_at, i18n.language) },
        { name: t("fact.now"), value: t(over ? "verdict.over_why" : "verdict.gone_why") },
      ]}
    />
  );
}
