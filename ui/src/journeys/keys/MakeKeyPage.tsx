import { Button, Card, Details, Fieldset, Heading, Paragraph, Radio } from "@digdir/designsystemet-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import type { KeyBits } from "../../ipc/generated/KeyBits";
import type { KeyView } from "../../ipc/generated/KeyView";
import { useCommand } from "../../ipc/useCommand";
import { WaitingCard } from "../../parts/WaitingCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";

const BITS: readonly KeyBits[] = ["2048", "3072", "4096"];

interface Props extends StepProps {
  onKey: (key: KeyView) => void;
  onImport: () => void;
}

/** Make a key, use the certificate's, or go on to import one. */
export function MakeKeyPage({ setup, back, onKey, onImport }: Props) {
  const { t } = useTranslation(["keys", "common"]);
  const create = useCommand("key_create");
  const fromCertificate = useCommand("key_from_certificate");
  const cancel = useCommand("key_cancel");
  const [bits, setBits] = useState<KeyBits>("3072");
  const problem = create.problem ?? fromCertificate.problem;
  const shown = problem?.code === "key.cancelled" ? null : problem;

  async function make() {
    fromCertificate.reset();
    const key = await create.run({ bits });
    if (key) onKey(key);
  }

  async function take() {
    create.reset();
    const key = await fromCertificate.run({});
    if (key) onKey(key);
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
        <ProblemCard
          problem={shown}
          on={{ try_again: () => void make(), create_key: () => void make(), import_key: onImport }}
        />
      )}
      {setup.certificate !== null && setup.certificate.usable !== "nothing" && (
        <Other title={t("keys:certificate.title")} text={t("keys:certificate.text")}>
          <Button
            id="use-certificate-key"
            variant="secondary"
            data-color="fjord"
            loading={fromCertificate.busy}
            onClick={() => void take()}
          >
            {t("keys:certificate.use")}
          </Button>
        </Other>
      )}
      <Other title={t("keys:import.title")} text={t("keys:import.text")}>
        <Button id="import-key" variant="secondary" data-color="fjord" onClick={onImport}>
          {t("keys:import.open")}
        </Button>
      </Other>
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

/** Another way to a key. */
function Other({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <Card data-color="neutral">
      <div data-stack>
        <Heading level={2} data-size="2xs">
          {title}
        </Heading>
        <Paragraph data-size="sm">{text}</Paragraph>
        <div>{children}</div>
      </div>
    </Card>
  );
}
