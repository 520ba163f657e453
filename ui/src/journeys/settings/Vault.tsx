import { Button, Heading, Paragraph, Spinner } from "@digdir/designsystemet-react";
import { use, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { VaultDetailsView } from "../../ipc/generated/VaultDetailsView";
import type { VaultView } from "../../ipc/generated/VaultView";
import { useCommand } from "../../ipc/useCommand";
import { Facts } from "../../parts/Facts";
import { count } from "../../parts/format";
import { Mark } from "../../parts/Mark";
import { ProblemActions } from "../../problems/ProblemActions";
import { ProblemCard } from "../../problems/ProblemCard";
import type { StepProps } from "../StepProps";
import { LockAfter } from "./LockAfter";
import { SetAside } from "./SetAside";
import styles from "./settings.module.css";
import { VaultChange, type VaultChangeKind } from "./VaultChange";

interface Props extends Pick<StepProps, "replace"> {
  vault: VaultView;
}

/** Where the vault's identity is kept, when it locks, and moving it. */
export function Vault({ vault, replace }: Props) {
  const { t, i18n } = useTranslation("settings");
  const unlock = use(ProblemActions).unlock_vault;
  const { problem, run: open } = useCommand("vault_open");
  const lock = useCommand("vault_lock");
  const [details, setDetails] = useState<VaultDetailsView | null>(null);
  const [changing, setChanging] = useState<VaultChangeKind | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const load = () => void open({}).then((answer) => answer && setDetails(answer));

  // Asked again when it is locked or unlocked.
  useEffect(() => {
    void open({}).then((answer) => answer && setDetails(answer));
  }, [open, vault]);

  // The buttons of an open vault go when it locks, and their focus with them.
  const isOpen = vault === "open";
  useEffect(() => {
    if (!isOpen && document.activeElement === document.body) document.getElementById("vault-unlock")?.focus();
  }, [isOpen]);

  async function lockNow() {
    const app = await lock.run({});
    if (app) replace(app);
  }

  function begin(kind: VaultChangeKind) {
    setTold(null);
    setChanging(kind);
  }

  function changed(answer: VaultDetailsView, words: string) {
    setDetails(answer);
    setChanging(null);
    setTold(words);
  }

  const move: VaultChangeKind = details?.place === "password" ? "to_keychain" : "to_password";
  return (
    <section className={styles.section} id="vault-settings" aria-labelledby="vault-title">
      <Heading level={2} data-size="xs" id="vault-title">
        {t("vault.title")}
      </Heading>
      <Paragraph>{t("vault.what")}</Paragraph>
      {problem && <ProblemCard problem={problem} on={{ try_again: load }} />}
      {details === null && problem === null && <Spinner aria-label={t("vault.title")} />}
      {details && (
        <Facts
          facts={[
            { name: t("vault.place"), value: t(`vault.${details.place}`) },
            {
              name: t("vault.keys"),
              value: details.keys === null ? t("vault.keys_locked") : count(details.keys, i18n.language),
            },
          ]}
        />
      )}
      <div role="status" className={styles.told}>
        {told !== null && (
          <>
            <Mark kind="good" />
            <span id="vault-told">{told}</span>
          </>
        )}
      </div>
      {!isOpen && (
        <div className={styles.row}>
          <Mark kind="note" />
          <span>{t("vault.closed")}</span>
          <Button id="vault-unlock" variant="secondary" data-size="sm" onClick={unlock}>
            {t("vault.unlock")}
          </Button>
        </div>
      )}
      {details && isOpen && changing === null && (
        <div data-row>
          {details.place === "password" && (
            <Button id="vault-change" variant="secondary" onClick={() => begin("change")}>
              {t("vault.change")}
            </Button>
          )}
          <Button id="vault-move" variant="secondary" onClick={() => begin(move)}>
            {t(`vault.${move}`)}
          </Button>
          <Button id="vault-lock" variant="secondary" loading={lock.busy} onClick={() => void lockNow()}>
            {t("vault.lock")}
          </Button>
        </div>
      )}
      {isOpen && changing !== null && (
        <VaultChange key={changing} kind={changing} onDone={changed} onCancel={() => setChanging(null)} />
      )}
      {lock.problem && <ProblemCard problem={lock.problem} on={{ try_again: () => void lockNow() }} />}
      {details && <LockAfter minutes={details.lock_after_minutes} onChange={setDetails} />}
      {details && details.set_aside.length > 0 && <SetAside files={details.set_aside} />}
    </section>
  );
}
