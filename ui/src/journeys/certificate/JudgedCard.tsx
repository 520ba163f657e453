import { useTranslation } from "react-i18next";

import type { CertificateView } from "../../ipc/generated/CertificateView";
import type { FindingView } from "../../ipc/generated/FindingView";
import { useCommand } from "../../ipc/useCommand";
import { VerdictCard } from "../../parts/VerdictCard";
import { findingGroups } from "../../problems/findings";
import { ProblemCard } from "../../problems/ProblemCard";
import type { StepProps } from "../StepProps";
import { DetailsOf } from "./DetailsOf";
import { InsteadOf } from "./InsteadOf";
import { type Judgement, mainFacts, sentence } from "./verdict";

interface Props {
  certificate: CertificateView;
  judged: Judgement;
  /** Those that are said now. */
  findings?: readonly FindingView[];
  live?: boolean;
  onPick: () => void;
  go: StepProps["go"];
}

/** What a certificate is, what is right and wrong with it, and what to do where it cannot be used as it is. */
export function JudgedCard({ certificate, judged, findings = judged.findings, live, onPick, go }: Props) {
  const { t, i18n } = useTranslation(["certificate", "common", "problems"]);
  const openPage = useCommand("app_open_page");
  return (
    <>
      <VerdictCard
        id="verdict"
        {...(live !== undefined && { live })}
        kind={judged.kind}
        verdict={sentence(certificate, t, i18n.language)}
        {...(judged.reason && {
          lead: (
            <InsteadOf
              reason={judged.reason}
              useful={judged.useful}
              on={{
                pick_file: onPick,
                create_key: () => go("key"),
                review_start: () => go("profile"),
                order_certificate: () => void openPage.run({ page: judged.issuer }),
              }}
            />
          ),
        })}
        facts={mainFacts(certificate, t, i18n.language)}
        groups={findingGroups(findings, t, i18n.language)}
        details={{ title: t("certificate:details"), content: <DetailsOf certificate={certificate} /> }}
      />
      {openPage.problem && <ProblemCard problem={openPage.problem} />}
    </>
  );
}
