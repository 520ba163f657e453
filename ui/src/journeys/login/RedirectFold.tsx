import { Textfield } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { Choice } from "../../parts/Choice";
import { CopyField } from "../../parts/CopyField";
import { REDIRECT_FORMS, registered } from "./draft";
import { Fold } from "./Fold";
import type { FormProps } from "./FormProps";

/** Where the browser comes back to, with the exact text that must stand on the client. */
export function RedirectFold({ draft, missing, onChange }: FormProps) {
  const { t } = useTranslation(["login", "common"]);
  const address = registered(draft);
  return (
    <Fold
      id="redirect"
      title={t("redirect.title")}
      chosen={t(`redirect.${draft.redirect}.label`)}
      open={draft.redirect === "other"}
    >
      <Choice
        legend={t("redirect.legend")}
        description={t("redirect.description")}
        value={draft.redirect}
        onChange={(redirect) => onChange({ redirect })}
        options={REDIRECT_FORMS.map((form) => ({
          value: form,
          id: `redirect-${form}`,
          label: t(`redirect.${form}.label`),
          detail: t(`redirect.${form}.detail`),
        }))}
      />
      {draft.redirect === "other" && (
        <Textfield
          id="redirect-own"
          label={t("redirect.own.label")}
          description={t("redirect.own.description")}
          value={draft.ownRedirect}
          autoComplete="off"
          spellCheck={false}
          error={missing.includes("redirect-own") && t("redirect.own.missing")}
          onChange={({ target }) => onChange({ ownRedirect: target.value })}
        />
      )}
      {address !== "" && (
        <CopyField
          label={t("redirect.register")}
          value={address}
          valueId="redirect-uri"
          copy={t("common:copy.copy")}
          copied={t("common:copy.copied")}
        />
      )}
    </Fold>
  );
}
