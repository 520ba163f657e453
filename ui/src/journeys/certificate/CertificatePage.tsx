import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { CertificateView } from "../../ipc/generated/CertificateView";
import { useCommand } from "../../ipc/useCommand";
import { Facts } from "../../parts/Facts";
import { VerdictCard } from "../../parts/VerdictCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { Forget } from "../Forget";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { details, findingGroups, mainFacts, verdictKind, verdictName } from "./verdict";

interface Props extends StepProps {
  certificate: CertificateView;
  onReplace: () => void;
}

/** What the certificate is, what is right and wrong with it, and what it can be used for. */
export function CertificatePage({ certificate, onReplace, replace, back, next, following }: Props) {
  const { t, i18n } = useTranslation(["certificate", "common", "problems"]);
  const save = useCommand("certificate_save");
  const forget = useCommand("certificate_forget");
  const problem = save.problem ?? forget.problem;
  const saved = save.state.kind === "done" ? save.state.answer.saved : null;

  async function forgetIt() {
    const app = await forget.run({});
    if (app) replace(app);
  }

  return (
    <Step
      name="certificate"
      texts="certificate"
      back={back}
      primary={{
        label: t("common:go_to", { step: t(`common:rail.${following ?? "done"}`) }),
        onClick: next,
      }}
    >
      <VerdictCard
        id="verdict"
        kind={verdictKind(certificate)}
        verdict={t(`certificate:verdict.${verdictName(certificate)}`, {
          name: certificate.organisation_name ?? certificate.subject_name,
        })}
        facts={mainFacts(certificate, t, i18n.language)}
        groups={findingGroups(certificate, t, i18n.language)}
        details={{
          title: t("certificate:details"),
          content: <Facts facts={details(certificate, t, i18n.language)} />,
        }}
      >
        <Button
          id="save-cer"
          variant="secondary"
          data-size="sm"
          data-color="fjord"
          onClick={() => void save.run({ pem: false })}
        >
          {t("certificate:save_cer")}
        </Button>
        <Button
          id="save-pem"
          variant="secondary"
          data-size="sm"
          data-color="fjord"
          onClick={() => void save.run({ pem: true })}
        >
          {t("certificate:save_pem")}
        </Button>
      </VerdictCard>
      <Paragraph data-size="sm" aria-live="polite">
        {saved === null ? t("certificate:public_only") : t("certificate:saved", { name: saved })}
      </Paragraph>
      {problem && <ProblemCard problem={problem} />}
      <div data-row>
        <Button id="pick-file" variant="tertiary" onClick={onReplace}>
          {t("certificate:replace")}
        </Button>
        <Forget
          label={t("certificate:forget")}
          confirm={t("certificate:forget_confirm")}
          busy={forget.busy}
          onConfirm={() => void forgetIt()}
        />
      </div>
    </Step>
  );
}
