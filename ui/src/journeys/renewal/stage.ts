import type { RenewalRoad } from "../../ipc/generated/RenewalRoad";
import type { RenewalStage } from "../../ipc/generated/RenewalStage";

/** What is done on the way, in order; that it is begun is no work of its own. */
export const STEPS = ["made", "added", "proved", "switched", "retired"] as const;

export type Step = (typeof STEPS)[number];
export type StepState = "done" | "now" | "later";

/** How a step stands when the renewal has come to a stage; before it has begun everything is later. */
export function stateOf(step: Step, stage: RenewalStage | null): StepState {
  if (stage === null) return "later";
  const place = STEPS.findIndex((one) => one === step);
  const come = STEPS.findIndex((one) => one === stage);
  if (place <= come) return "done";
  return place === come + 1 ? "now" : "later";
}

/** The step that comes next. */
export function nextOf(stage: RenewalStage): Step {
  return STEPS.find((step) => stateOf(step, stage) === "now") ?? "retired";
}

/** Whether a person does the step in the portal. */
export function inPortal(step: Step, road: RenewalRoad): boolean {
  return road === "portal" && (step === "added" || step === "retired");
}
