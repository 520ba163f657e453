import { Alert, Button, Details, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { KeyView } from "../../ipc/generated/KeyView";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { PasswordField } from "../PasswordField";
import { typed } from "../typed";
import { calledName } from "./standing";

type Wrong = "empty" | "differ" | "vault" | "name";

/** A field of each mistake, to go to. */
const FIELDS: Record<Wrong, string> = {
  empty: "copy-password",
  differ: "copy-again",
  vault: "vault-password",
  name: "copy-typed",
};

/** A copy of the private key as an encrypted file: the one way out of the vault. */
export function BackUp({ held }: { held: KeyView }) {
  const { t } = useTranslation(["keys", "common"]);
  const vault = useCommand("vault_open");
  const backUp = useCommand("key_back_up");
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const { run: openVault } = vault;
  useEffect(() => {
    void openVault({});
  }, [openVault]);
  const hasPassword = vault.state.kind === "done" && vault.state.answer.place === "password";
  const name = calledName(held);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setSaved(null);
    const form = event.currentTarget;
    // Spaces may belong to a password.
    const given = new FormData(form);
    const secret = (field: string) => {
      const value = given.get(field);
      return typeof value === "string" ? value : "";
    };
    const password = secret("copy-password");
    const vaultPassword = secret("vault-password");
    const mistake = mistakeIn(typed(form, "copy-typed"));
    setWrong(mistake);
    if (mistake !== null) {
      document.getElementById(FIELDS[mistake])?.focus();
      return;
    }
    form.reset();
    const answer = await backUp.run({
      key: held.id,
      password,
      vault_password: hasPassword ? vaultPassword : null,
      typed: name,
    });
    if (answer?.saved != null) setSaved(answer.saved);

    function mistakeIn(typedName: string): Wrong | null {
      if (password === "") return "empty";
      if (password !== secret("copy-again")) return "differ";
      if (hasPassword && vaultPassword === "") return "vault";
      return typedName === name ? null : "name";
    }
  }

  return (
    <Details id="back-up">
      <Details.Summary>{t("keys:backup.title")}</Details.Summary>
      <Details.Content>
        <form data-stack noValidate onSubmit={(event) => void submit(event)}>
          <Alert data-color="warning">
            <Paragraph data-size="sm">{t("keys:backup.meaning")}</Paragraph>
          </Alert>
          <PasswordField
            id="copy-password"
            name="copy-password"
            label={t("keys:backup.password")}
            description={t("keys:backup.password_description")}
            error={wrong === "empty" ? t("keys:backup.empty") : null}
          />
          <PasswordField
            id="copy-again"
            name="copy-again"
            label={t("keys:backup.again")}
            error={wrong === "differ" ? t("keys:backup.differ") : null}
          />
          {hasPassword && (
            <PasswordField
              id="vault-password"
              name="vault-password"
              label={t("keys:backup.vault")}
              description={t("keys:backup.vault_description")}
              error={wrong === "vault" ? t("keys:backup.vault_empty") : null}
            />
          )}
          <Textfield
            id="copy-typed"
            name="copy-typed"
            label={t("common:typed.label", { name })}
            autoComplete="off"
            spellCheck={false}
            error={wrong === "name" && t("common:typed.wrong", { name })}
          />
          <div>
            <Button id="back-up-key" type="submit" variant="secondary" loading={backUp.busy}>
              {t("keys:backup.do")}
            </Button>
          </div>
          {saved !== null && (
            <Paragraph id="backed-up" role="status">
              {t("keys:backup.saved", { file: saved })}
            </Paragraph>
          )}
          {backUp.problem && <ProblemCard problem={backUp.problem} />}
        </form>
      </Details.Content>
    </Details>
  );
}
