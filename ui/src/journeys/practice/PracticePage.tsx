import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { PracticeView } from "../../ipc/generated/PracticeView";
import { useCommand } from "../../ipc/useCommand";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import type { StepProps } from "../StepProps";
import { Addresses } from "./Addresses";
import { Behaviour } from "./Behaviour";
import { Delegations } from "./Delegations";
import { Faults } from "./Faults";
import { Portal } from "./Portal";
import { Propagation } from "./Propagation";
import { Sections } from "./Sections";
import { Systems } from "./Systems";
import { TimeTravel } from "./TimeTravel";
import { TownHall } from "./TownHall";

interface Props extends Pick<StepProps, "profile" | "setup" | "replace"> {
  /** Hears of every change, for the frame around the page. */
  onChange: (practice: PracticeView) => void;
}

/** The practice panel: clock, town hall, portal, people, behaviour, systems, delegations, faults, addresses. */
export function PracticePage({ profile, setup, replace, onChange }: Props) {
  const { t } = useTranslation("practice");
  const { problem, run: open } = useCommand("practice_open");
  const refresh = useCommand("app_open");
  const [practice, setPractice] = useState<PracticeView | null>(null);
  const load = () => void open({}).then((answer) => answer && setPractice(answer));

  useEffect(() => {
    void open({}).then((answer) => answer && setPractice(answer));
  }, [open]);

  function change(answer: PracticeView) {
    setPractice(answer);
    onChange(answer);
  }

  /** In another year everything in the window has another age. */
  async function travelled(answer: PracticeView) {
    change(answer);
    const app = await refresh.run({});
    if (app) replace(app);
  }

  return (
    <StepPage id="page-practice" title={t("title")} purpose={t("purpose")}>
      {problem && <ProblemCard problem={problem} on={{ try_again: load }} />}
      {practice && (
        <>
          <Sections />
          <TimeTravel practice={practice} onTravelled={(answer) => void travelled(answer)} />
          {refresh.problem && <ProblemCard problem={refresh.problem} />}
          <TownHall
            practice={practice}
            organisation={profile?.organisation ?? null}
            onIssued={load}
            onChange={change}
          />
          <Portal people={practice.people}>
            <Propagation seconds={practice.propagation_seconds} onChange={change} />
          </Portal>
          <Behaviour practice={practice} onChange={change} />
          <div>
            <Systems
              practice={practice}
              client={setup.maskinporten?.client_id ?? setup.key?.client_id ?? null}
              onChange={change}
            />
            <Delegations practice={practice} organisation={profile?.organisation ?? null} onChange={change} />
          </div>
          <Faults faults={practice.faults} onChange={change} />
          <Addresses addresses={practice.addresses} />
        </>
      )}
    </StepPage>
  );
}
