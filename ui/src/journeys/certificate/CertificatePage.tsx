import { Button } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { CertificateView } from "../../ipc/generated/CertificateView";
import { useCommand } from "../../ipc/useCommand";
import { VerdictCard } from "../../parts/VerdictCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { Forget } from "../Forget";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { DetailsOf } from "./DetailsOf";
import { InsteadOf } from "./InsteadOf";
import { Revocation } from "./Revocation";
import { SaveButtons } from "./SaveButtons";
import { findingGroups, judgement, mainFacts, sentence } from "./verdict";

interface Props extends StepProps {
  certificate: CertificateView;
  onReplace: () => void;
}

/** The certificate in use: what it is, what is right and wrong with it, and what it can be used for. */
export function CertificatePage({ certificate, onReplace, replace, back, next, go, following }: Props) {
  const { t, i18n } = useTranslation(["certificate", "common", "problems"]);
  const forget = useCommand("certificate_forget");
  const openPage = useCommand("app_open_page");
  const problem = forget.problem ?? openPage.problem;
  const judged = judgement({ certificate, has_key: true, why: null }, []);

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
        kind={judged.kind}
        verdict={sentence(certificate, t, i18n.language)}
        {...(judged.reason && {
          lead: (
            <InsteadOf
              reason={judged.reason}
              useful={judged.useful}
              on={{
                pick_file: onReplace,
                create_key: () => go("key"),
                review_start: () => go("profile"),
                order_certificate: () => void openPage.run({ page: judged.issuer }),
              }}
            />
          ),
        })}
        facts={mainFacts(certificate, t, i18n.language)}
        groups={findingGroups(judged.findings, t, i18n.language)}
        details={{ title: t("certificate:details"), content: <DetailsOf certificate={certificate} /> }}
      />
      <Revocation certificate={certificate} asking={false} problem={null} />
      <SaveButtons examined={null} />
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
