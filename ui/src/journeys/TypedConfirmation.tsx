import { Button, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { typed } from "./typed";

interface Props {
  /** Begins the ids. */
  id: string;
  /** What must be typed. */
  name: string;
  label: string;
  busy: boolean;
  onConfirm: (typed: string) => void;
}

/** Something that cannot be undone: it is done when its name is typed. */
export function TypedConfirmation({ id, name, label, busy, onConfirm }: Props) {
  const { t } = useTranslation("common");
  const [wrong, setWrong] = useState(false);

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const text = typed(event.currentTarget, "typed");
    setWrong(text !== name);
    if (text === name) onConfirm(text);
    else document.getElementById(`${id}-typed`)?.focus();
  }

  return (
    <form data-stack noValidate onSubmit={submit}>
      <Textfield
        id={`${id}-typed`}
        name="typed"
        label={t("typed.label", { name })}
        autoComplete="off"
        spellCheck={false}
        error={wrong && t("typed.wrong", { name })}
      />
      <div>
        <Button id={`${id}-confirm`} type="submit" variant="secondary" data-color="danger" loading={busy}>
          {label}
        </Button>
      </div>
    </form>
  );
}
