import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { CertificateView } from "../../ipc/generated/CertificateView";
import type { ExaminationView } from "../../ipc/generated/ExaminationView";
import type { Problem } from "../../ipc/generated/Problem";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { Candidates } from "./Candidates";
import { FileList } from "./FileList";
import { listedFiles } from "./files";
import { JudgedCard } from "./JudgedCard";
import { Revocation } from "./Revocation";
import { SaveButtons } from "./SaveButtons";
import { beforeTheAnswer, judgement } from "./verdict";

/** So long the issuer is waited for before its certificate is used; no answer stops nobody. */
const PATIENCE = 10_000;

interface Props extends StepProps {
  view: ExaminationView;
  picking: boolean;
  /** Of choosing other files. */
  problem: Problem | null;
  onPick: () => void;
  onLearned: (view: ExaminationView) => void;
  onUsed: (certificate: CertificateView) => void;
}

/** What the certificates are, which to use and why; or what to do instead. Nothing is stored before it is used. */
export function DoctorPage({ view, picking, problem, onPick, onLearned, onUsed, back, next, go }: Props) {
  const { t } = useTranslation(["certificate", "common"]);
  const [chosen, setChosen] = useState<string | null>(null);
  const { run: ask, busy, problem: unasked } = useCommand("certificate_check");
  // From the first moment, so that nothing is said and taken back.
  const [toAsk, setToAsk] = useState(true);
  const asking = busy || toAsk;
  const using = useCommand("certificate_use");

  const { examination, candidates } = view;
  const check = async () => {
    const answer = await ask({ examination });
    setToAsk(false);
    if (answer) onLearned(answer);
  };
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    const over = setTimeout(() => setPatient(false), PATIENCE);
    return () => clearTimeout(over);
  }, []);
  const waiting = asking && patient;
  const asked = useRef(false);
  useEffect(() => {
    // The issuers are asked once, by the page itself, after it is shown.
    if (asked.current) return;
    asked.current = true;
    void check();
  });

  const wanted = chosen ?? view.recommended;
  const candidate = candidates.find(({ certificate }) => certificate.fingerprint === wanted) ?? candidates[0];
  if (candidate === undefined) return null;
  const { certificate } = candidate;
  const files = listedFiles(
    view.files.map(({ file, name }) => ({ file, name, problem: null })),
    view,
  );
  const judged = judgement(candidate, view.files);
  // Of one that cannot be used nobody is asked, and nobody needs to be.
  const findings = asking || judged.reason !== null ? beforeTheAnswer(judged.findings) : judged.findings;

  async function take() {
    if (waiting) return;
    const used = await using.run({ examination, fingerprint: certificate.fingerprint });
    if (used) onUsed(used);
  }

  return (
    <Step
      name="certificate"
      texts="certificate"
      back={back}
      other={{ id: "skip", label: t("certificate:skip"), onClick: next }}
      primary={
        judged.useful
          ? {
              label: t(waiting ? "certificate:use.asking" : `certificate:use.${certificate.usable}`),
              onClick: () => void take(),
              busy: using.busy || waiting,
            }
          : { label: t("certificate:pick_other"), onClick: onPick, busy: picking }
      }
    >
      {candidates.length > 1 && (
        <Candidates
          view={view}
          chosen={certificate.fingerprint}
          onChoose={(fingerprint) => {
            using.reset();
            setChosen(fingerprint);
          }}
        />
      )}
      <JudgedCard
        certificate={certificate}
        judged={judged}
        findings={findings}
        live={false}
        onPick={onPick}
        go={go}
      />
      <Revocation certificate={certificate} asking={asking} problem={unasked} onAgain={() => void check()} />
      {using.problem && <ProblemCard problem={using.problem} on={{ pick_file: onPick, try_again: onPick }} />}
      {problem && <ProblemCard problem={problem} on={{ pick_file: onPick, try_again: onPick }} />}
      <SaveButtons examined={{ examination, fingerprint: certificate.fingerprint }} />
      {files.some((file) => file.problem !== null) && <FileList files={files} />}
      {judged.reason === null && (
        <div>
          <Button id="pick-file" variant="tertiary" loading={picking} onClick={onPick}>
            {t("certificate:pick_other")}
          </Button>
        </div>
      )}
      {judged.useful && <Paragraph data-size="sm">{t("certificate:not_stored")}</Paragraph>}
    </Step>
  );
}
