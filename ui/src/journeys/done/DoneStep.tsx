import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import type { HandoverView } from "../../ipc/generated/HandoverView";
import { useCommand } from "../../ipc/useCommand";
import { VerdictCard } from "../../parts/VerdictCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { Calendar } from "./Calendar";
import { NothingProved } from "./NothingProved";
import { provedFacts } from "./proved";
import { Settings } from "./Settings";
import { Sheet } from "./Sheet";

/** Step 8: what was proved, when, by what; and handing it on. */
export function DoneStep({ go, back }: StepProps) {
  const { t } = useTranslation("done");
  const { state, problem, run: open } = useCommand("handover_open");
  const save = useCommand("handover_save");

  useEffect(() => void open({}), [open]);

  const handover = state.kind === "done" ? state.answer : null;
  const anything = handover?.proved.some((step) => step !== "start") === true;
  const saveHtml = () => void save.run({ format: "html" });

  return (
    <Step
      name="done"
      texts="done"
      back={back}
      {...(anything && { primary: { label: t("sheet.html"), onClick: saveHtml, busy: save.busy } })}
    >
      {problem && <ProblemCard problem={problem} on={{ try_again: () => void open({}) }} />}
      {handover && !anything && <NothingProved go={go} />}
      {anything && (
        <>
          <Proved handover={handover} />
          <Sheet printed={save.state} />
          <Calendar entries={handover.calendar} />
          <Settings settings={handover.settings} />
        </>
      )}
      {save.problem && <ProblemCard problem={save.problem} on={{ try_again: saveHtml }} />}
    </Step>
  );
}

function Proved({ handover }: { handover: HandoverView }) {
  const { t, i18n } = useTranslation("done");
  const whole = handover.setup.access?.passed === true;
  return (
    <VerdictCard
      id="proved"
      kind={whole ? "good" : "note"}
      verdict={t(whole ? "verdict.proved" : "verdict.partly")}
      facts={provedFacts(handover, t, i18n.language)}
    />
  );
}
