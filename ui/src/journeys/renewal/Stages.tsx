import { ArrowRightIcon, CheckmarkCircleFillIcon, CircleIcon } from "@navikt/aksel-icons";
import { useTranslation } from "react-i18next";

import type { RenewalStage } from "../../ipc/generated/RenewalStage";
import styles from "./renewal.module.css";
import { stateOf, STEPS, type StepState } from "./stage";

const ICONS = {
  done: CheckmarkCircleFillIcon,
  now: ArrowRightIcon,
  later: CircleIcon,
} satisfies Record<StepState, unknown>;

/** The five steps: which are done, which is now, which are later. */
export function Stages({ stage }: { stage: RenewalStage | null }) {
  const { t } = useTranslation("renewal");
  return (
    <ol id="stages" className={styles.stages}>
      {STEPS.map((step) => {
        const state = stateOf(step, stage);
        const Icon = ICONS[state];
        return (
          <li
            key={step}
            id={`stage-${step}`}
            data-state={state}
            className={styles.stage}
            aria-current={state === "now" ? "step" : undefined}
          >
            <Icon aria-hidden className={styles.icon} />
            <span>{t(`stage.${step}`)}</span>
            {stage !== null && <span className={styles.state}>{t(`state.${state}`)}</span>}
          </li>
        );
      })}
    </ol>
  );
}
