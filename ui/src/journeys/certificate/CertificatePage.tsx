import { Button } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { CertificateView } from "../../ipc/generated/CertificateView";
import { useCommand } from "../../ipc/useCommand";
import { isolated, list } from "../../parts/format";
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
export function CertificatePage({
  certificate,
  onReplace,
  setup,
  replace,
  back,
  next,
  go,
  following,
}: Props) {
  const { t, i18n } = useTranslation(["certificate", "common"]);
  const forget = useCommand("certificate_forget");
  const { problem } = forget;
  const judged = judgement({ certificate, file: null, has_key: true, why: null }, []);

  const { administers, maskinporten } = setup;
  const fetches = maskinporten?.sign_with === "certificate" ? maskinporten.client_id : null;
  const losing = [...new Set([administers, fetches])].filter((client) => client !== null);

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
          warning={
            losing.length === 0
              ? undefined
              : t("certificate:forget_loses", { clients: list(losing.map(isolated), i18n.language) })
          }
          busy={forget.busy}
          onConfirm={() => void forgetIt()}
        />
      </div>
    </Step>
  );
}
