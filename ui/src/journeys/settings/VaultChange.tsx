import { Button, Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { type SubmitEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { VaultDetailsView } from "../../ipc/generated/VaultDetailsView";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { NewPassword, takePassword, toField, type WrongPassword } from "../NewPassword";
import { PasswordField } from "../PasswordField";
import styles from "./settings.module.css";

/** Another password, or another place for the vault's identity. */
export type VaultChangeKind = "change" | "to_password" | "to_keychain";

interface Props {
  kind: VaultChangeKind;
  /** With words that say what was done. */
  onDone: (details: VaultDetailsView, words: string) => void;
  onCancel: () => void;
}

/** A form for one change of the vault; what is typed leaves the page as it is sent. */
export function VaultChange({ kind, onDone, onCancel }: Props) {
  const { t } = useTranslation(["settings", "common"]);
  const change = useCommand("vault_change_password");
  const move = useCommand("vault_move");
  const [wrong, setWrong] = useState<WrongPassword | null>(null);
  const problem = change.problem ?? move.problem;
  // The form's focus goes back to where it was opened.
  useEffect(() => () => document.getElementById("vault-move")?.focus(), []);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = takePassword(event.currentTarget);
    setWrong("wrong" in typed ? typed.wrong : null);
    if ("wrong" in typed) {
      toField(typed.wrong);
      return;
    }
    const details =
      kind === "change"
        ? await change.run({ current: typed.current, new: typed.password })
        : await move.run(
            kind === "to_password"
              ? { to: "password", password: typed.password }
              : { to: "keychain", password: typed.current },
          );
    if (details) onDone(details, t(`settings:vault.${kind === "change" ? "changed" : "moved"}`));
    else document.getElementById(kind === "to_password" ? "password" : "current")?.focus();
  }

  return (
    <Card data-color="neutral" className={styles.card}>
      <Heading level={3} data-size="2xs">
        {t(`settings:vault.${kind}`)}
      </Heading>
      {kind !== "change" && <Paragraph>{t(`settings:vault.${kind}_what`)}</Paragraph>}
      <form id="vault-form" data-stack noValidate onSubmit={(event) => void submit(event)}>
        {kind !== "to_password" && (
          <PasswordField
            id="current"
            name="current"
            label={t("settings:vault.current")}
            error={wrong === "current" ? t("settings:vault.empty") : null}
            focus
          />
        )}
        {kind !== "to_keychain" && (
          <NewPassword label={t("settings:vault.new")} wrong={wrong} focus={kind === "to_password"} />
        )}
        <div data-row>
          <Button id="vault-save" type="submit" data-color="fjord" loading={change.busy || move.busy}>
            {t(`settings:vault.${kind}_do`)}
          </Button>
          <Button id="vault-cancel" variant="tertiary" data-color="fjord" onClick={onCancel}>
            {t("common:cancel")}
          </Button>
        </div>
      </form>
      {problem && <ProblemCard problem={problem} />}
    </Card>
  );
}
