import { Button, Card, Details, Fieldset, Heading, Paragraph, Radio } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { KeyBits } from "../../ipc/generated/KeyBits";
import { useCommand } from "../../ipc/useCommand";
import { WaitingCard } from "../../parts/WaitingCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import styles from "./keys.module.css";

const BITS: readonly KeyBits[] = ["2048", "3072", "4096"];

/** Make a key, or use the certificate's. */
export function MakeKeyPage({ setup, change, back }: StepProps) {
  const { t } = useTranslation(["keys", "common"]);
  const create = useCommand("key_create");
  const fromCertificate = useCommand("key_from_certificate");
  const cancel = useCommand("key_cancel");
  const [bits, setBits] = useState<KeyBits>("3072");
  const problem = create.problem ?? fromCertificate.problem;
  const shown = problem?.code === "keys.cancelled" ? null : problem;

  async function make() {
    fromCertificate.reset();
    const key = await create.run({ bits });
    if (key) change({ key });
  }

  async function take() {
    create.reset();
    const key = await fromCertificate.run({});
    if (key) change({ key });
  }

  return (
    <Step
      name="key"
      texts="keys"
      back={back}
      primary={{ label: t("keys:make"), onClick: () => void make(), busy: create.busy }}
    >
      <Paragraph>{t("keys:kept")}</Paragraph>
      {create.busy && (
        <WaitingCard
          title={t("keys:making")}
          meanwhile={t("keys:making_meanwhile")}
          cancel={{ label: t("common:cancel"), onClick: () => void cancel.run({}) }}
        />
      )}
      {shown && (
        <ProblemCard problem={shown} on={{ try_again: () => void make(), create_key: () => void make() }} />
      )}
      {setup.certificate !== null && setup.certificate.usable !== "nothing" && (
        <Card data-color="neutral" className={styles.card}>
          <Heading level={2} data-size="2xs">
            {t("keys:certificate.title")}
          </Heading>
          <Paragraph data-size="sm">{t("keys:certificate.text")}</Paragraph>
          <div>
            <Button
              id="use-certificate-key"
              variant="secondary"
              data-color="fjord"
              loading={fromCertificate.busy}
              onClick={() => void take()}
            >
              {t("keys:certificate.use")}
            </Button>
          </div>
        </Card>
      )}
      <Details>
        <Details.Summary>{t("keys:more")}</Details.Summary>
        <Details.Content>
          <Fieldset>
            <Fieldset.Legend>{t("keys:bits.legend")}</Fieldset.Legend>
            <Fieldset.Description>{t("keys:bits.description")}</Fieldset.Description>
            {BITS.map((size) => (
              <Radio
                key={size}
                id={`bits-${size}`}
                name="bits"
                value={size}
                checked={size === bits}
                onChange={() => setBits(size)}
                label={t(`keys:bits.${size}`)}
              />
            ))}
          </Fieldset>
        </Details.Content>
      </Details>
    </Step>
  );
}
