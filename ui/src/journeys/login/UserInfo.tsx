import { Button } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/useCommand";
import { Facts } from "../../parts/Facts";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./login.module.css";

interface Props {
  /** It was asked: the session lives on, or is over. */
  onAsked: () => void;
}

const LANGUAGES = ["nb", "nn", "en", "se"];

/** What the provider's userinfo says of the person, with the access token that is held. */
export function UserInfo({ onAsked }: Props) {
  const { t } = useTranslation("login");
  const { state, problem, busy, run } = useCommand("login_user_info");
  const ask = () => void run({}).then(onAsked);
  const told = state.kind === "done" ? state.answer : null;
  const locale = told?.locale ?? "";
  return (
    <>
      <Button id="user-info" data-color="fjord" variant="tertiary" loading={busy} onClick={ask}>
        {t("user_info.ask")}
      </Button>
      {told && (
        <div id="user-info-told" className={styles.below}>
          <strong>{t("user_info.title")}</strong>
          <Facts
            facts={[
              { name: t("user_info.name"), value: told.name ?? t("user_info.not_told") },
              { name: t("fact.national_id"), value: told.national_id ?? t("user_info.not_told") },
              {
                name: t("user_info.locale"),
                value: LANGUAGES.includes(locale) ? t(`user_info.language.${locale}`) : locale,
              },
            ].filter(({ value }) => value !== "")}
          />
        </div>
      )}
      {problem && <ProblemCard problem={problem} on={{ try_again: ask }} />}
    </>
  );
}
