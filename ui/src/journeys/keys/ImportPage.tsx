import { Alert, Button, Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { KeyView } from "../../ipc/generated/KeyView";
import type { PickedFile } from "../../ipc/generated/PickedFile";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { PasswordField } from "../PasswordField";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { typed } from "../typed";
import styles from "./keys.module.css";

const FORM = "import-form";
const ASKS_PASSWORD = ["key.password_needed", "key.wrong_password"];

interface Props extends StepProps {
  /** A file that was dropped. */
  given: PickedFile | null;
  onKey: (key: KeyView) => void;
}

/** A private key that exists already: from a file or as text, with its password where it has one. */
export function ImportPage({ given, onKey, back, go }: Props) {
  const { t } = useTranslation(["keys", "problems", "common"]);
  const importKey = useCommand("key_import");
  const pick = useCommand("key_pick");
  const cancel = useCommand("key_cancel");
  const [file, setFile] = useState(given);
  const [missing, setMissing] = useState(false);
  const [locked, setLocked] = useState(false);

  // The button that opened the dialog has gone with what stood around it.
  const shownFile = useRef(given);
  useEffect(() => {
    if (file !== shownFile.current) document.getElementById(file === null ? "key-text" : "pick-key")?.focus();
    shownFile.current = file;
  }, [file]);

  // Begun anew: the choice of a file is at hand, whatever stood there.
  const [anew, setAnew] = useState(0);
  useEffect(() => {
    if (anew > 0) document.getElementById("pick-key")?.focus();
  }, [anew]);

  const { problem } = importKey;
  const asksPassword = problem !== null && ASKS_PASSWORD.includes(problem.code);
  if (asksPassword && !locked) setLocked(true);

  async function choose() {
    const answer = await pick.run({});
    const picked = answer?.picked[0];
    if (picked) take(picked);
  }

  function take(picked: PickedFile | null) {
    importKey.reset();
    setLocked(false);
    setMissing(false);
    setFile(picked);
  }

  function beginAnew() {
    take(null);
    setAnew((times) => times + 1);
  }

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const text = file === null ? typed(form, "key-text") : "";
    // Spaces may belong to a password.
    const secret = new FormData(form).get("password");
    const password = typeof secret === "string" && secret !== "" ? secret : null;
    const field = form.elements.namedItem("password");
    if (field instanceof HTMLInputElement) field.value = "";
    const nothing = (file?.file ?? null) === null && text === "";
    setMissing(nothing);
    if (nothing) {
      document.getElementById(file === null ? "key-text" : "pick-key")?.focus();
      return;
    }
    const key = await importKey.run({
      file: file?.file ?? null,
      text: file === null ? text : null,
      password,
    });
    if (key) onKey(key);
  }

  const shown = [file?.problem ?? null, pick.problem, asksPassword ? null : problem].find(
    (one) => one !== null,
  );
  return (
    <Step
      name="key"
      texts="keys"
      part="import_page"
      back={back}
      primary={{ label: t("keys:import.do"), form: FORM, busy: importKey.busy }}
      {...(importKey.busy && {
        other: { id: "cancel", label: t("common:cancel"), onClick: () => void cancel.run({}) },
      })}
    >
      <Alert data-color="warning">
        <Heading level={2} data-size="2xs">
          {t("keys:import.warning_title")}
        </Heading>
        <Paragraph data-size="sm">{t("keys:import.warning")}</Paragraph>
      </Alert>
      <form id={FORM} data-stack noValidate onSubmit={(event) => void submit(event)}>
        {file === null ? (
          <>
            <div id="drop-zone" className={styles.zone}>
              <Paragraph>{t("keys:import.drop")}</Paragraph>
              <Button id="pick-key" variant="secondary" loading={pick.busy} onClick={() => void choose()}>
                {t("keys:import.pick")}
              </Button>
            </div>
            <Textfield
              id="key-text"
              name="key-text"
              className={styles.text}
              label={t("keys:import.paste")}
              description={t("keys:import.paste_description")}
              multiline
              rows={5}
              autoComplete="off"
              spellCheck={false}
              error={missing && t("keys:import.missing")}
            />
          </>
        ) : (
          <div id="drop-zone" className={styles.zone}>
            <Paragraph>
              <strong id="picked-key">{file.name}</strong>
            </Paragraph>
            <div data-row>
              <Button id="pick-key" variant="secondary" loading={pick.busy} onClick={() => void choose()}>
                {t("keys:import.pick_other")}
              </Button>
              <Button id="paste-instead" variant="tertiary" onClick={() => take(null)}>
                {t("keys:import.paste_instead")}
              </Button>
            </div>
          </div>
        )}
        {locked && (
          <PasswordField
            id="password"
            name="password"
            focus
            label={t("keys:import.password")}
            description={t("keys:import.password_description")}
            error={problem?.code === "key.wrong_password" ? t("keys:import.password_wrong") : null}
          />
        )}
      </form>
      {shown && (
        <ProblemCard
          problem={shown}
          on={{
            pick_file: () => void choose(),
            import_certificate: () => go("certificate"),
            ...(back && { create_key: back, import_key: beginAnew }),
          }}
        />
      )}
    </Step>
  );
}
