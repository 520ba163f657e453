import { Paragraph } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { VaultView } from "../../ipc/generated/VaultView";
import { useCommand } from "../../ipc/useCommand";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import { NewPassword, takePassword, toField, type WrongPassword } from "../NewPassword";
import { PasswordField } from "../PasswordField";
import type { StepProps } from "../StepProps";
import { Moved } from "./Moved";
import { StartOver } from "./StartOver";
import styles from "./start.module.css";

interface Props extends Pick<StepProps, "replace"> {
  vault: Exclude<VaultView, "open">;
}

/** Before the keys can be used: the vault's password, the keychain, or a way on without either. */
export function VaultStep({ vault, replace }: Props) {
  const { t } = useTranslation(["start", "common"]);
  const unlock = useCommand(vault === "needs_password" ? "vault_protect" : "vault_unlock");
  const reopen = useCommand("vault_reopen");
  const [wrong, setWrong] = useState<WrongPassword | null>(null);
  const problem = unlock.problem ?? reopen.problem;
  const asks = vault === "locked" || vault === "needs_password";

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = takePassword(event.currentTarget);
    setWrong("wrong" in typed ? typed.wrong : null);
    if ("wrong" in typed) {
      toField(typed.wrong);
      return;
    }
    const app = await unlock.run({ password: typed.password });
    if (app) replace(app);
    else document.getElementById("password")?.focus();
  }

  async function askKeychain() {
    const app = await reopen.run({});
    if (app) replace(app);
  }

  const label = t(`start:vault.${vault}.do`);
  return (
    <StepPage
      id="step-vault"
      title={t(`start:vault.${vault}.title`)}
      purpose={t(`start:vault.${vault}.purpose`)}
      primary={
        asks
          ? { label, form: "vault", busy: unlock.busy }
          : { label, onClick: () => void askKeychain(), busy: reopen.busy }
      }
    >
      {vault === "needs_password" && (
        <form id="vault" onSubmit={(event) => void submit(event)} className={styles.form} noValidate>
          <NewPassword label={t("start:vault.password")} wrong={wrong} />
        </form>
      )}
      {vault === "locked" && (
        <form id="vault" onSubmit={(event) => void submit(event)} className={styles.form} noValidate>
          <PasswordField
            id="password"
            name="password"
            label={t("start:vault.password")}
            description={t("start:vault.after")}
            error={wrong === null ? null : t("start:vault.empty")}
          />
        </form>
      )}
      {vault === "locked_in_keychain" && <Paragraph>{t("start:vault.after")}</Paragraph>}
      {vault === "moved" && <Moved />}
      {problem && (
        <ProblemCard
          problem={problem}
          on={{
            unlock_vault: () => (asks ? unlock.reset() : void askKeychain()),
            try_again: () => void askKeychain(),
          }}
        />
      )}
      {vault !== "needs_password" && <StartOver open={vault === "moved"} replace={replace} />}
    </StepPage>
  );
}
