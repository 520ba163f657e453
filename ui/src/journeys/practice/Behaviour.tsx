import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { PracticeView } from "../../ipc/generated/PracticeView";
import type { SetBehaviour } from "../../ipc/generated/SetBehaviour";
import { useCommand } from "../../ipc/useCommand";
import { Choice } from "../../parts/Choice";
import { duration } from "../../parts/format";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./practice.module.css";
import { SelectField } from "./SelectField";

const LATENCIES = [0, 1_000, 3_000, 10_000];
const DELAYS = [0, 10, 60, 120];

interface Props {
  practice: PracticeView;
  onChange: (practice: PracticeView) => void;
}

/** How strict the services are, how fast, and how soon an approval is known. */
export function Behaviour({ practice, onChange }: Props) {
  const { t, i18n } = useTranslation("practice");
  const set = useCommand("practice_behaviour");
  const change = async (part: Partial<SetBehaviour>) => {
    const nothing = { strict: null, latency_milliseconds: null, approval_delay_seconds: null };
    const answer = await set.run({ ...nothing, ...part });
    if (answer !== null) onChange(answer);
  };
  const times = (usual: readonly number[], now: number, unit: number) =>
    [...new Set([...usual, now])]
      .sort((one, other) => one - other)
      .map((value) => [String(value), after(value / unit)] as const);
  const after = (seconds: number) =>
    seconds === 0
      ? t("behaviour.at_once")
      : t("behaviour.after", { length: duration(seconds, i18n.language) });

  return (
    <section className={styles.section} aria-labelledby="behaviour">
      <Heading level={2} data-size="sm" id="behaviour" tabIndex={-1} className={styles.heading}>
        {t("behaviour.heading")}
      </Heading>
      <Paragraph>{t("behaviour.purpose")}</Paragraph>
      <SelectField
        id="latency"
        label={t("behaviour.latency")}
        value={String(practice.latency_milliseconds)}
        options={times(LATENCIES, practice.latency_milliseconds, 1_000)}
        onChange={(value) => void change({ latency_milliseconds: Number(value) })}
      />
      <SelectField
        id="approval-delay"
        label={t("behaviour.approval")}
        description={t("behaviour.approval_hint")}
        value={String(practice.approval_delay_seconds)}
        options={times(DELAYS, practice.approval_delay_seconds, 1)}
        onChange={(value) => void change({ approval_delay_seconds: Number(value) })}
      />
      <Choice
        legend={t("behaviour.strict.legend")}
        description={t("behaviour.strict.description")}
        options={(["strict", "lenient"] as const).map((value) => ({
          value,
          id: `behaviour-${value}`,
          label: t(`behaviour.strict.${value}`),
          detail: t(`behaviour.strict.${value}_detail`),
        }))}
        value={practice.strict ? "strict" : "lenient"}
        onChange={(value) => void change({ strict: value === "strict" })}
      />
      {set.problem && <ProblemCard problem={set.problem} />}
    </section>
  );
}
