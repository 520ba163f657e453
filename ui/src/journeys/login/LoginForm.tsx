import { Textfield } from "@digdir/designsystemet-react";
import type { ReactNode, SubmitEvent } from "react";
import { useTranslation } from "react-i18next";

import { Choice } from "../../parts/Choice";
import { typed } from "../typed";
import { AuthenticationFold } from "./AuthenticationFold";
import type { Draft } from "./draft";
import type { FormProps } from "./FormProps";
import styles from "./login.module.css";
import { MoreFold } from "./MoreFold";
import { RedirectFold } from "./RedirectFold";
import { RepresentForm } from "./RepresentForm";

interface Props extends FormProps {
  id: string;
  /** With the client's secret as typed; empty where none was. */
  onSubmit: (secret: string) => void;
  /** For whoever has no client. */
  children: ReactNode;
}

/** What to ask for: whose login, which client, what for, how surely. */
export function LoginForm({ id, onSubmit, children, ...form }: Props) {
  const { t } = useTranslation("login");
  const { draft, missing, onChange } = form;
  const { provider } = draft;

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    onSubmit(typed(event.currentTarget, "client-secret"));
  }

  return (
    <form id={id} noValidate className={styles.form} onSubmit={submit}>
      <Choice
        legend={t("provider.legend")}
        value={provider}
        onChange={(chosen) => onChange({ provider: chosen })}
        options={(["idporten", "ansattporten"] as const).map((one) => ({
          value: one,
          id: `provider-${one}`,
          label: t(`provider.${one}.label`),
          detail: t(`provider.${one}.detail`),
        }))}
      />
      <Textfield
        id="client-id"
        label={t("client_id.label")}
        description={t(`client_id.${provider}`)}
        value={draft.clients[provider].id}
        autoComplete="off"
        spellCheck={false}
        error={missing.includes("client-id") && t("client_id.missing")}
        onChange={({ target }) => onChange(ofClient(draft, { id: target.value }))}
      />
      {children}
      {provider === "idporten" && <ScopesField {...form} />}
      {provider === "ansattporten" && <RepresentForm {...form} />}
      <Choice
        legend={t("level.legend")}
        value={draft.level}
        onChange={(level) => onChange({ level })}
        options={(["substantial", "high"] as const).map((level) => ({
          value: level,
          id: `level-${level}`,
          label: t(`level.${level}`),
          detail: t(`level.${level}_detail`),
        }))}
      />
      <div className={styles.folds}>
        <AuthenticationFold {...form} />
        <RedirectFold {...form} />
        <MoreFold {...form}>{provider === "ansattporten" && <ScopesField {...form} />}</MoreFold>
      </div>
    </form>
  );
}

function ScopesField({ draft, onChange }: FormProps) {
  const { t } = useTranslation("login");
  return (
    <Textfield
      id="scopes"
      label={t("scopes.label")}
      description={t(`scopes.${draft.provider}`)}
      multiline
      rows={2}
      value={draft.clients[draft.provider].scopes}
      autoComplete="off"
      spellCheck={false}
      onChange={({ target }) => onChange(ofClient(draft, { scopes: target.value }))}
    />
  );
}

function ofClient({ provider, clients }: Draft, part: Partial<Draft["clients"]["idporten"]>): Partial<Draft> {
  return { clients: { ...clients, [provider]: { ...clients[provider], ...part } } };
}
