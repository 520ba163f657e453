import { useTranslation } from "react-i18next";

import type { PracticeView } from "../../ipc/generated/PracticeView";
import { useCommand } from "../../ipc/useCommand";
import { Choice } from "../../parts/Choice";
import { ProblemCard } from "../../problems/ProblemCard";

const SECONDS = ["0", "30", "120"] as const;

interface Props {
  seconds: number;
  onChange: (practice: PracticeView) => void;
}

/** How long an uploaded key is unknown to Maskinporten. */
export function Propagation({ seconds, onChange }: Props) {
  const { t } = useTranslation("practice");
  const set = useCommand("practice_propagation");
  const choose = async (value: string) => {
    const answer = await set.run({ seconds: Number(value) });
    if (answer !== null) onChange(answer);
  };
  return (
    <>
      <Choice
        legend={t("propagation.legend")}
        description={t("propagation.description")}
        options={SECONDS.map((value) => ({
          value,
          id: `propagation-${value}`,
          label: t(`propagation.${value}`),
        }))}
        value={SECONDS.find((value) => Number(value) === seconds) ?? null}
        onChange={(value) => void choose(value)}
      />
      {set.problem && <ProblemCard problem={set.problem} />}
    </>
  );
}
