import { Button } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { CertificateView } from "../../ipc/generated/CertificateView";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { Forget } from "../Forget";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { JudgedCard } from "./JudgedCard";
import { Revocation } from "./Revocation";
import { SaveButtons } from "./SaveButtons";
import { judgement } from "./verdict";

interface Props extends StepProps {
  certificate: CertificateView;
  onReplace: () => void;
}

/** The certificate in use: what it is, what is right and wrong with it, and what it can be used for. */
export function CertificatePage({ certificate, onReplace, replace, back, next, go, following }: Props) {
  const { t } = useTranslation(["certificate", "common"]);
  const forget = useCommand("certificate_forget");
  const { problem } = forget;
  const judged = judgement({ certificate, file: null, has_key: true, why: null }, []);

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
      <JudgedCard certificate={certificate} judged={judged} onPick={onReplace} go={go} />
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
