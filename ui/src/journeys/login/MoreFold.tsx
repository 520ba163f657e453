import { Checkbox, Fieldset } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Choice } from "../../parts/Choice";
import { ALSO, type Also, howMany } from "./draft";
import { Fold } from "./Fold";
import type { FormProps } from "./FormProps";

/** What few logins need: other kinds of login, asking again, how the request travels, bound tokens. */
export function MoreFold({ draft, onChange, children }: FormProps & { children: ReactNode }) {
  const { t } = useTranslation("login");
  const used = howMany(draft);
  const provider = t(`provider.${draft.provider}.name`);
  return (
    <Fold id="more" title={t("more.title")} {...(used > 0 && { chosen: t("more.used", { count: used }) })}>
      {children}
      <AlsoChoices draft={draft} onChange={onChange} />
      <Choice
        legend={t("prompt.legend")}
        value={draft.prompt}
        onChange={(prompt) => onChange({ prompt })}
        options={(["none", "login", "consent"] as const).map((one) => ({
          value: one,
          id: `prompt-${one}`,
          label: t(`prompt.${one}.label`),
          detail: t(`prompt.${one}.detail`),
        }))}
      />
      <Fieldset>
        <Fieldset.Legend>{t("more.protection")}</Fieldset.Legend>
        {(["pushed", "dpop"] as const).map((one) => (
          <Checkbox
            key={one}
            id={one}
            value={one}
            label={t(`more.${one}.label`)}
            description={t(`more.${one}.detail`, { provider })}
            checked={draft[one]}
            onChange={({ target }) => onChange({ [one]: target.checked })}
          />
        ))}
      </Fieldset>
    </Fold>
  );
}

function AlsoChoices({ draft: { provider, also }, onChange }: Omit<FormProps, "missing">) {
  const { t } = useTranslation("login");
  const tick = (one: Also, on: boolean) =>
    onChange({ also: on ? [...also, one] : also.filter((other) => other !== one) });
  return (
    <Fieldset>
      <Fieldset.Legend>{t("also.legend")}</Fieldset.Legend>
      <Fieldset.Description>{t("also.description")}</Fieldset.Description>
      {ALSO[provider].map((one) => (
        <Checkbox
          key={one}
          id={`also-${one}`}
          value={one}
          label={t(`also.${one}.label`)}
          description={t(`also.${one}.detail`)}
          checked={also.includes(one)}
          onChange={({ target }) => tick(one, target.checked)}
        />
      ))}
    </Fieldset>
  );
}
