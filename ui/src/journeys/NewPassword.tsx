import { useTranslation } from "react-i18next";

import { PasswordField } from "./PasswordField";

/** What is wrong with what was typed, before it is sent. */
export type WrongPassword = "current" | "empty" | "differ";

/** What a person typed, once it can be sent. The fields are emptied: the page keeps no password. */
export type Typed = { current: string; password: string } | { wrong: WrongPassword };

/** Reads the fields `current`, `password` and `password-again`, those of them that are there. */
export function takePassword(form: HTMLFormElement): Typed {
  const typed = new FormData(form);
  const text = (name: string) => {
    const value = typed.get(name);
    return typeof value === "string" ? value : null;
  };
  const [current, password, again] = [text("current"), text("password"), text("password-again")];
  if (current === "") return { wrong: "current" };
  if (password === "") return { wrong: "empty" };
  if (again !== null && again !== password) return { wrong: "differ" };
  form.reset();
  return { current: current ?? "", password: password ?? "" };
}

/** Moves to the field that is wrong. */
export function toField(wrong: WrongPassword): void {
  const ids = { current: "current", empty: "password", differ: "password-again" };
  document.getElementById(ids[wrong])?.focus();
}

interface Props {
  label: string;
  wrong: WrongPassword | null;
  /** Takes the focus when it appears. */
  focus?: boolean;
}

/** A password that is chosen now: typed twice. */
export function NewPassword({ label, wrong, focus = false }: Props) {
  const { t } = useTranslation("start");
  return (
    <>
      <PasswordField
        id="password"
        name="password"
        label={label}
        description={t("vault.least")}
        error={wrong === "empty" ? t("vault.empty") : null}
        focus={focus}
      />
      <PasswordField
        id="password-again"
        name="password-again"
        label={t("vault.again")}
        error={wrong === "differ" ? t("vault.differ") : null}
      />
    </>
  );
}
