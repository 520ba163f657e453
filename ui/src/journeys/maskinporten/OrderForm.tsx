import { Chip, Paragraph, Textfield } from "@digdir/designsystemet-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import type { ObtainToken } from "../../ipc/generated/ObtainToken";
import type { SetupView } from "../../ipc/generated/SetupView";
import { Choice } from "../../parts/Choice";
import { day } from "../../parts/format";
import { type Missing, suggestedScopes } from "./order";
import styles from "./maskinporten.module.css";
import { ScopePicker } from "./ScopePicker";
import { VariantForm } from "./VariantForm";

interface Props {
  id: string;
  order: ObtainToken;
  setup: SetupView;
  /** Offer the practice town's scopes. */
  practice: boolean;
  missing: readonly Missing[];
  onChange: (order: ObtainToken) => void;
  onSubmit: () => void;
}

/** What to ask Maskinporten for. */
export function OrderForm({ id, order, setup, practice, missing, onChange, onSubmit }: Props) {
  const { t } = useTranslation("maskinporten");
  const fromKey = order.client_id !== "" && order.client_id === setup.key?.client_id;
  const words = order.scopes.split(/\s+/).filter((word) => word !== "");
  const add = (scope: string) => onChange({ ...order, scopes: [...words, scope].join(" ") });
  const suggestions = practice ? suggestedScopes(setup).filter((scope) => !words.includes(scope)) : [];
  return (
    <form
      id={id}
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Textfield
        id="client-id"
        label={t("client_id.label")}
        description={t(fromKey ? "client_id.from_key" : "client_id.description")}
        value={order.client_id}
        autoComplete="off"
        spellCheck={false}
        error={missing.includes("client_id") && t("client_id.missing")}
        onChange={({ target }) => onChange({ ...order, client_id: target.value })}
      />
      <Textfield
        id="scopes"
        label={t("scopes.label")}
        description={t("scopes.description")}
        value={order.scopes}
        autoComplete="off"
        spellCheck={false}
        error={missing.includes("scopes") && t("scopes.missing")}
        onChange={({ target }) => onChange({ ...order, scopes: target.value })}
      />
      {suggestions.length > 0 && (
        <div className={styles.suggestions} role="group" aria-label={t("scopes.suggestions")}>
          <span className={styles.quiet}>{t("scopes.suggestions")}</span>
          {suggestions.map((scope) => (
            <Chip.Button key={scope} data-size="sm" onClick={() => add(scope)}>
              {scope}
            </Chip.Button>
          ))}
        </div>
      )}
      <ScopePicker chosen={words} onAdd={add} />
      <SignWithChoice order={order} setup={setup} onChange={onChange} />
      <VariantForm order={order} onChange={onChange} />
    </form>
  );
}

function SignWithChoice({ order, setup, onChange }: Pick<Props, "order" | "setup" | "onChange">) {
  const { t, i18n } = useTranslation("maskinporten");
  const { key, certificate } = setup;
  if (!key || !certificate) return <Paragraph id="signs">{whatSigns(setup, t)}</Paragraph>;
  return (
    <Choice
      legend={t("sign.legend")}
      description={t("sign.description")}
      value={order.sign_with}
      onChange={(sign_with) => onChange({ ...order, sign_with })}
      options={[
        {
          value: "key",
          id: "sign-with-key",
          label: t("sign.key"),
          detail: t("sign.key_detail", { kid: key.kid }),
        },
        {
          value: "certificate",
          id: "sign-with-certificate",
          label: t("sign.certificate"),
          detail: t("sign.certificate_detail", {
            name: certificate.subject_name,
            date: day(certificate.not_after, i18n.language),
          }),
        },
      ]}
    />
  );
}

function whatSigns({ key, certificate }: SetupView, t: TFunction<"maskinporten">): string {
  if (key) return t("sign.only_key", { kid: key.kid });
  if (certificate) return t("sign.only_certificate", { name: certificate.subject_name });
  return t("sign.none");
}
