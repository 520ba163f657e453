import { useTranslation } from "react-i18next";

import { Choice } from "../../parts/Choice";
import { PasswordField } from "../PasswordField";
import { needsSecret } from "./draft";
import { Fold } from "./Fold";
import type { FormProps } from "./FormProps";

const METHODS = ["none", "key", "certificate", "client_secret_basic", "client_secret_post"] as const;

/** How the client proves itself, as it is registered. */
export function AuthenticationFold({ draft, onChange }: FormProps) {
  const { t } = useTranslation("login");
  const { authentication } = draft;
  return (
    <Fold
      id="authentication"
      title={t("authentication.title")}
      chosen={t(`authentication.${authentication}.short`)}
      open={authentication !== "none"}
    >
      <Choice
        legend={t("authentication.legend")}
        description={t("authentication.description")}
        value={authentication}
        onChange={(chosen) => onChange({ authentication: chosen })}
        options={METHODS.map((method) => ({
          value: method,
          id: `authentication-${method}`,
          label: t(`authentication.${method}.label`),
          detail: t(`authentication.${method}.detail`),
        }))}
      />
      {needsSecret(draft) && (
        <PasswordField
          id="client-secret"
          name="client-secret"
          label={t("authentication.secret.label")}
          description={t("authentication.secret.description")}
          toggle={{ show: t("authentication.secret.show"), hide: t("authentication.secret.hide") }}
        />
      )}
    </Fold>
  );
}
