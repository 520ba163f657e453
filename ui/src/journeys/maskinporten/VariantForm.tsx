import { Details, Field, Label, Paragraph, Select, Textfield } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { Algorithm } from "../../ipc/generated/Algorithm";
import type { ObtainToken } from "../../ipc/generated/ObtainToken";
import type { TokenVariant } from "../../ipc/generated/TokenVariant";
import styles from "./maskinporten.module.css";
import { howMany } from "./order";

const ALGORITHMS: readonly Algorithm[] = ["RS256", "RS384", "RS512"];

interface Props {
  order: ObtainToken;
  onChange: (order: ObtainToken) => void;
}

/** What few tokens need: on behalf of whom, as which system user, for which API, about whom. */
export function VariantForm({ order, onChange }: Props) {
  const { t } = useTranslation("maskinporten");
  const used = howMany(order);
  const change = (variant: Partial<TokenVariant>) =>
    onChange({ ...order, variant: { ...order.variant, ...variant } });
  const field = (name: keyof TokenVariant) => (
    <Textfield
      id={`variant-${name.replace("_", "-")}`}
      label={t(`variant.${name}.label`)}
      description={t(`variant.${name}.description`)}
      value={order.variant[name] ?? ""}
      autoComplete="off"
      spellCheck={false}
      onChange={({ target }) => change({ [name]: target.value })}
    />
  );
  return (
    <Details id="variant">
      <Details.Summary>{t(used === 0 ? "variant.title" : "variant.title_used", { used })}</Details.Summary>
      <Details.Content>
        <div className={styles.form}>
          <Paragraph data-size="sm">{t("variant.purpose")}</Paragraph>
          {field("consumer")}
          {field("owner")}
          {field("external_ref")}
          {field("resources")}
          {field("person")}
          <Field>
            <Label>{t("variant.algorithm.label")}</Label>
            <Field.Description>{t("variant.algorithm.description")}</Field.Description>
            <Select
              id="algorithm"
              value={order.algorithm}
              onChange={({ target }) => {
                const algorithm = ALGORITHMS.find((one) => one === target.value);
                if (algorithm) onChange({ ...order, algorithm });
              }}
            >
              {ALGORITHMS.map((algorithm) => (
                <Select.Option key={algorithm} value={algorithm}>
                  {algorithm}
                </Select.Option>
              ))}
            </Select>
          </Field>
        </div>
      </Details.Content>
    </Details>
  );
}
