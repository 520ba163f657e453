import { Button, Field, Label, Paragraph, Textarea } from "@digdir/designsystemet-react";
import type { SubmitEvent } from "react";
import { useTranslation } from "react-i18next";

import { typed } from "../typed";
import styles from "./token.module.css";

interface Props {
  busy: boolean;
  onRead: (text: string) => void;
  /** Reads the token in memory; none when there is none. */
  onHeld: (() => void) | null;
}

/** Where a token is pasted. It is a secret: the page holds it no longer than the field does, and the field until it is read. */
export function PasteForm({ busy, onRead, onHeld }: Props) {
  const { t } = useTranslation("token");

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const text = typed(form, "token");
    form.reset();
    onRead(text);
  }

  return (
    <form id="paste" className={styles.form} autoComplete="off" onSubmit={submit}>
      <Field>
        <Label htmlFor="pasted-token">{t("page.paste.label")}</Label>
        <Field.Description>{t("page.paste.description")}</Field.Description>
        <Textarea
          id="pasted-token"
          name="token"
          rows={4}
          className={styles.pasted}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
        />
      </Field>
      <div className={styles.buttons}>
        <Button id="read" type="submit" loading={busy}>
          {t("page.paste.read")}
        </Button>
        {onHeld && (
          <Button id="read-held" type="button" variant="secondary" onClick={onHeld}>
            {t("page.paste.memory")}
          </Button>
        )}
      </div>
      <Paragraph data-size="sm" className={styles.quiet}>
        {t("page.paste.local")}
      </Paragraph>
    </form>
  );
}
