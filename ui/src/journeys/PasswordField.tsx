import { Button, Field, Input, Label, ValidationMessage } from "@digdir/designsystemet-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import styles from "./PasswordField.module.css";

interface Props {
  id: string;
  name: string;
  label: string;
  description?: string;
  error?: string | null;
  /** What its button says, where it is another secret than a password. */
  toggle?: { show: string; hide: string };
  /** Takes the focus when it appears, and again when it was wrong. */
  focus?: boolean;
}

/** A password: uncontrolled, so that the page never keeps it; the form that owns it empties it on submit. */
export function PasswordField({ id, name, label, description, error = null, focus = false, toggle }: Props) {
  const { t } = useTranslation("common");
  const [shown, setShown] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focus) input.current?.focus();
  }, [focus, error]);
  return (
    <Field>
      <Label htmlFor={id}>{label}</Label>
      {description !== undefined && <Field.Description>{description}</Field.Description>}
      <div className={styles.row}>
        <Input
          id={id}
          name={name}
          type={shown ? "text" : "password"}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={error !== null}
          ref={input}
        />
        <Button
          id={`${id}-toggle`}
          variant="secondary"
          aria-pressed={shown}
          onClick={() => setShown((now) => !now)}
        >
          {shown ? (toggle?.hide ?? t("password.hide")) : (toggle?.show ?? t("password.show"))}
        </Button>
      </div>
      {error !== null && <ValidationMessage>{error}</ValidationMessage>}
    </Field>
  );
}
