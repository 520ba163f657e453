import { Button, Details, Paragraph } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { VaultView } from "../../ipc/generated/VaultView";
import { useCommand } from "../../ipc/useCommand";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import { PasswordField } from "../PasswordField";
import type { StepProps } from "../StepProps";
import styles from "./start.module.css";

interface Props extends StepProps {
  vault: Exclude<VaultView, "open">;
}

/** Before the keys can be used: the vault's password, or a way on without the keychain. */
export function VaultStep({ vault, replace }: Props) {
  const { t } = useTranslation(["start", "common"]);
  const unlock = useCommand(vault === "needs_password" ? "vault_protect" : "vault_unlock");
  const reopen = useCommand("app_open");
  const startOver = useCommand("vault_start_over");
  const [wrong, setWrong] = useState<"empty" | "differ" | null>(null);
  const [sure, setSure] = useState(false);
  const problem = unlock.problem ?? reopen.problem ?? startOver.problem;

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = new FormData(form);
    const password = typed.get("password");
    const again = typed.get("password-again");
    if (typeof password !== "string" || password === "") {
      refuse("empty");
      return;
    }
    if (again !== null && again !== password) {
      refuse("differ");
      return;
    }
    setWrong(null);
    form.reset();
    const app = await unlock.run({ password });
    if (app) replace(app);
  }

  function refuse(why: "empty" | "differ") {
    setWrong(why);
    document.getElementById(why === "empty" ? "password" : "password-again")?.focus();
  }

  async function answer(command: typeof reopen) {
    const app = await command.run({});
    if (app) replace(app);
  }

  const asks = vault !== "keychain_gone";
  return (
    <StepPage
      id="step-vault"
      title={t(`start:vault.${vault}.title`)}
      purpose={t(`start:vault.${vault}.purpose`)}
      primary={
        asks
          ? { label: t(`start:vault.${vault}.do`), form: "vault", busy: unlock.busy }
          : {
              label: t("start:vault.keychain_gone.do"),
              onClick: () => void answer(reopen),
              busy: reopen.busy,
            }
      }
    >
      {asks && (
        <form id="vault" onSubmit={(event) => void submit(event)} className={styles.form} noValidate>
          <PasswordField
            id="password"
            name="password"
            label={t("start:vault.password")}
            error={wrong === "empty" ? t("start:vault.empty") : null}
          />
          {vault === "needs_password" && (
            <PasswordField
              id="password-again"
              name="password-again"
              label={t("start:vault.again")}
              error={wrong === "differ" ? t("start:vault.differ") : null}
            />
          )}
        </form>
      )}
      {problem && <ProblemCard problem={problem} on={{ unlock_vault: () => unlock.reset() }} />}
      {vault !== "needs_password" && (
        <Details>
          <Details.Summary>{t("start:vault.over.title")}</Details.Summary>
          <Details.Content className={styles.form}>
            <Paragraph>{t("start:vault.over.text")}</Paragraph>
            {sure ? (
              <Button
                id="start-over-confirm"
                data-color="danger"
                loading={startOver.busy}
                onClick={() => void answer(startOver)}
              >
                {t("start:vault.over.confirm")}
              </Button>
            ) : (
              <Button id="start-over" variant="secondary" onClick={() => setSure(true)}>
                {t("start:vault.over.do")}
              </Button>
            )}
          </Details.Content>
        </Details>
      )}
    </StepPage>
  );
}
