import { Details, Textfield } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { StartLogin } from "../../ipc/generated/StartLogin";
import { Choice } from "../../parts/Choice";
import { CopyField } from "../../parts/CopyField";
import styles from "./login.module.css";
import { REGISTERED } from "./request";

interface Props {
  id: string;
  request: StartLogin;
  /** The client id was left out. */
  missing: boolean;
  onChange: (request: StartLogin) => void;
  onSubmit: () => void;
}

/** What to ask ID-porten for. */
export function LoginForm({ id, request, missing, onChange, onSubmit }: Props) {
  const { t } = useTranslation("login");
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
        description={t("client_id.description")}
        value={request.client_id}
        autoComplete="off"
        spellCheck={false}
        error={missing && t("client_id.missing")}
        onChange={({ target }) => onChange({ ...request, client_id: target.value })}
      />
      <Textfield
        id="scopes"
        label={t("scopes.label")}
        description={t("scopes.description")}
        multiline
        rows={2}
        value={request.scopes}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onChange({ ...request, scopes: target.value })}
      />
      <Choice
        legend={t("level.legend")}
        value={request.level}
        onChange={(level) => onChange({ ...request, level })}
        options={(["substantial", "high"] as const).map((level) => ({
          value: level,
          id: `level-${level}`,
          label: t(`level.${level}`),
          detail: t(`level.${level}_detail`),
        }))}
      />
      <Details id="redirect">
        <Details.Summary>{t("more")}</Details.Summary>
        <Details.Content>
          <RedirectChoice request={request} onChange={onChange} />
        </Details.Content>
      </Details>
    </form>
  );
}

function RedirectChoice({ request, onChange }: Pick<Props, "request" | "onChange">) {
  const { t } = useTranslation(["login", "common"]);
  return (
    <div className={styles.form}>
      <Choice
        legend={t("redirect.legend")}
        description={t("redirect.description")}
        value={request.redirect}
        onChange={(redirect) => onChange({ ...request, redirect })}
        options={(["free_port", "fixed_port", "localhost"] as const).map((form) => ({
          value: form,
          id: `redirect-${form}`,
          label: t(`redirect.${form}`),
        }))}
      />
      <CopyField
        label={t("redirect.register")}
        value={REGISTERED[request.redirect]}
        valueId="redirect-uri"
        copy={t("common:copy.copy")}
        copied={t("common:copy.copied")}
      />
    </div>
  );
}
