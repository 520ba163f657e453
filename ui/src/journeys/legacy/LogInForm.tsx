import { Button, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { LegacyLogIn } from "../../ipc/generated/LegacyLogIn";
import type { LegacyWay } from "../../ipc/generated/LegacyWay";
import type { LegacyView } from "../../ipc/generated/LegacyView";
import { Choice } from "../../parts/Choice";
import { PasswordField } from "../PasswordField";
import { typed } from "../typed";
import styles from "./legacy.module.css";

const KINDS: readonly LegacyWay[] = [
  "password",
  "enterprise_user",
  "certificate",
  "id_porten",
  "maskinporten",
];
const WITH_PASSWORD: readonly LegacyWay[] = ["password", "enterprise_user"];

interface Props {
  view: LegacyView;
  busy: boolean;
  onLogIn: (order: LegacyLogIn) => void;
}

/** The ways in. Password and key are emptied when they are sent; certificate and tokens are the profile's own. */
export function LogInForm({ view, busy, onLogIn }: Props) {
  const { t } = useTranslation("legacy");
  const [kind, setKind] = useState<LegacyWay>("password");

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const has = (name: string) => form.elements.namedItem(name) !== null;
    const order = {
      kind,
      user: has("user") ? typed(form, "user") : "",
      password: has("password") ? asTyped(form, "password") : "",
      api_key: typed(form, "api_key"),
    };
    for (const name of ["password", "api_key"]) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = "";
    }
    onLogIn(order);
  }

  return (
    <form id="legacy-login" className={styles.section} autoComplete="off" onSubmit={submit}>
      <Choice
        legend={t("login.legend")}
        value={kind}
        onChange={setKind}
        options={KINDS.map((one) => {
          const lacks = lacking(one, view);
          return {
            value: one,
            id: `legacy-by-${one}`,
            label: t(`way.${one}.label`),
            detail: lacks === null ? t(`way.${one}.detail`) : t(`login.missing.${lacks}`),
            disabled: lacks !== null,
          };
        })}
      />
      {WITH_PASSWORD.includes(kind) && (
        <>
          <Textfield
            id="legacy-user"
            name="user"
            label={t("login.user")}
            autoComplete="off"
            spellCheck={false}
          />
          <PasswordField id="legacy-password" name="password" label={t("login.password")} />
        </>
      )}
      <PasswordField
        id="legacy-api-key"
        name="api_key"
        label={t("login.api_key")}
        description={t("login.api_key_description")}
        toggle={{ show: t("login.show_key"), hide: t("login.hide_key") }}
      />
      <Button id="legacy-log-in" type="submit" loading={busy}>
        {t("login.submit")}
      </Button>
    </form>
  );
}

/** A password may begin or end with a space. */
function asTyped(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === "string" ? value : "";
}

/** What the profile does not have yet. */
function lacking(kind: LegacyWay, view: LegacyView): "certificate" | "login" | "token" | null {
  switch (kind) {
    case "enterprise_user":
    case "certificate":
      return view.has_certificate ? null : "certificate";
    case "id_porten":
      return view.has_login ? null : "login";
    case "maskinporten":
      return view.has_token ? null : "token";
    case "password":
      return null;
  }
}
