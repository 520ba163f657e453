import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { PracticeView } from "../../ipc/generated/PracticeView";
import { useCommand } from "../../ipc/useCommand";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import type { StepProps } from "../StepProps";
import { Addresses } from "./Addresses";
import { Faults } from "./Faults";
import { Portal } from "./Portal";
import { TownHall } from "./TownHall";

/** The practice panel: town hall, portal, faults, people, addresses. */
export function PracticePage({ profile }: Pick<StepProps, "profile">) {
  const { t } = useTranslation("practice");
  const { problem, run: open } = useCommand("practice_open");
  const [practice, setPractice] = useState<PracticeView | null>(null);
  const load = () => void open({}).then((answer) => answer && setPractice(answer));

  useEffect(() => {
    void open({}).then((answer) => answer && setPractice(answer));
  }, [open]);

  return (
    <StepPage id="page-practice" title={t("title")} purpose={t("purpose")}>
      {problem && <ProblemCard problem={problem} on={{ try_again: load }} />}
      {practice && (
        <>
          <TownHall
            practice={practice}
            organisation={profile?.organisation ?? null}
            onIssued={load}
            onChange={setPractice}
          />
          <Portal people={practice.people} />
          <Faults faults={practice.faults} onChange={setPractice} />
          <Addresses addresses={practice.addresses} />
        </>
      )}
    </StepPage>
  );
}
