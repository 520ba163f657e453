import { Textfield } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

/** The organisation number, as typed or pasted. */
export function OrganisationField({ invalid }: { invalid: boolean }) {
  const { t } = useTranslation("start");
  return (
    <Textfield
      id="organisation"
      name="organisation"
      label={t("organisation.label")}
      description={t("organisation.description")}
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      error={invalid ? t("organisation.invalid") : undefined}
    />
  );
}
