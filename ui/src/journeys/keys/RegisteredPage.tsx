import { Button } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { KeyView } from "../../ipc/generated/KeyView";
import { useCommand } from "../../ipc/useCommand";
import { CopyField } from "../../parts/CopyField";
import { day } from "../../parts/format";
import { VerdictCard } from "../../parts/VerdictCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { Forget } from "../Forget";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import styles from "./keys.module.css";

interface Props extends StepProps {
  held: KeyView;
  onChange: () => void;
}

/** The key as it is registered, and when it runs out. */
export function RegisteredPage({ held, onChange, replace, back, next, following }: Props) {
  const { t, i18n } = useTranslation(["keys", "common"]);
  const forget = useCommand("key_forget");
  const copy = { copy: t("common:copy.copy"), copied: t("common:copy.copied") };

  async function forgetIt() {
    const app = await forget.run({ key: held.id, typed: held.name === "" ? held.kid : held.name });
    if (app) replace(app);
  }

  return (
    <Step
      name="key"
      texts="keys"
      back={back}
      primary={{
        label: t("common:go_to", { step: t(`common:rail.${following ?? "done"}`) }),
        onClick: next,
      }}
    >
      <VerdictCard
        id="key-summary"
        kind="good"
        verdict={t("keys:registered.verdict")}
        facts={[
          { name: t("keys:fact.client_id"), value: held.client_id ?? "–", code: true },
          { name: t("keys:fact.kid"), value: held.kid, code: true },
          { name: t("keys:fact.kind"), value: `RSA ${held.bits}` },
          ...(held.expires_at === null
            ? []
            : [{ name: t("keys:fact.expires_at"), value: day(held.expires_at, i18n.language) }]),
          {
            name: t("keys:fact.source"),
            value: t(held.from_certificate ? "keys:fact.from_certificate" : "keys:fact.made_here"),
          },
        ]}
        details={{
          title: t("keys:registered.public"),
          content: (
            <div className={styles.form}>
              <CopyField id="copy-jwk" label={t("keys:portal.jwk_label")} value={held.jwk} {...copy} />
              <CopyField id="copy-pem" label={t("keys:portal.pem_label")} value={held.pem} {...copy} />
              <CopyField label={t("keys:fact.thumbprint")} value={held.thumbprint} {...copy} />
            </div>
          ),
        }}
      />
      {forget.problem && <ProblemCard problem={forget.problem} />}
      <div data-row>
        <Button id="change-registration" variant="tertiary" onClick={onChange}>
          {t("keys:registered.change")}
        </Button>
        <Forget
          label={t("keys:forget")}
          confirm={t("keys:forget_confirm")}
          busy={forget.busy}
          onConfirm={() => void forgetIt()}
        />
      </div>
    </Step>
  );
}
