import type { AppView } from "../ipc/generated/AppView";
import type { StepName } from "../ipc/generated/StepName";
import type { Place } from "../journeys/StepProps";

export type StepState = "done" | "now" | "waiting" | "left" | "optional";

interface StepRow {
  name: StepName;
  /** Whether it has its result. */
  done: (app: AppView) => boolean;
  /** Whether it can be opened. */
  ready: (app: AppView) => boolean;
  /** Whether somebody else may be about to act. */
  waiting?: (app: AppView) => boolean;
}

const hasProfile = (app: AppView) => app.profile !== null;

/** The wizard's steps in order, each with its guards. */
export const STEPS: readonly StepRow[] = [
  {
    name: "start",
    done: (app) => hasProfile(app) && app.setup.road !== null,
    ready: () => true,
  },
  { name: "certificate", done: (app) => app.setup.certificate !== null, ready: hasProfile },
  {
    name: "key",
    done: (app) => app.setup.key !== null && app.setup.key.registered_at !== null,
    ready: hasProfile,
    // Where it comes first, registering it is the person's own move.
    waiting: (app) => app.setup.key !== null && firstLeft(app) !== "key",
  },
  {
    name: "maskinporten",
    done: (app) => app.setup.maskinporten !== null,
    ready: (app) => hasProfile(app) && (app.setup.key !== null || app.setup.certificate !== null),
  },
  { name: "login", done: (app) => app.setup.login !== null, ready: hasProfile },
  {
    name: "system_user",
    done: ({ setup: { system_user } }) =>
      system_user.request?.standing === "approved" || system_user.link?.approved === true,
    ready: hasProfile,
    waiting: ({ setup: { system_user } }) =>
      system_user.request?.standing === "waiting" ||
      system_user.request?.standing === "escalated" ||
      system_user.link?.approved === false,
  },
  {
    name: "access",
    done: (app) => app.setup.access?.passed === true,
    ready: (app) => hasProfile(app) && (app.setup.maskinporten !== null || app.setup.login !== null),
  },
  { name: "done", done: () => false, ready: (app) => hasProfile(app) && app.setup.road !== null },
];

/** The steps of the person's road; all of them before one is chosen. */
export function roadOf(app: AppView): readonly StepName[] {
  return app.setup.road?.steps ?? STEPS.map((step) => step.name);
}

/** Where a person who comes back goes on: the first step of the road without a result. */
export function firstLeft(app: AppView): StepName {
  const road = roadOf(app);
  const left = STEPS.find((step) => road.includes(step.name) && !step.done(app));
  return left?.ready(app) === true ? left.name : "start";
}

/** What the rail says of a step. */
export function stateOf(name: StepName, app: AppView): StepState {
  const step = STEPS.find((row) => row.name === name);
  if (step?.done(app) === true) return "done";
  if (!roadOf(app).includes(name)) return "optional";
  if (step?.waiting?.(app) === true) return "waiting";
  return firstLeft(app) === name ? "now" : "left";
}

/** Whether a place can be opened. */
export function canOpen(place: Place, app: AppView): boolean {
  if (place === "practice") return app.profile?.environment === "practice";
  if (
    place === "calendar" ||
    place === "keys" ||
    place === "clients" ||
    place === "systems" ||
    place === "parties" ||
    place === "renewal"
  )
    return hasProfile(app);
  return STEPS.find((row) => row.name === place)?.ready(app) ?? true;
}

/** The road's step after a place. */
export function following(place: Place, app: AppView): StepName | null {
  const here = STEPS.findIndex((step) => step.name === place);
  const road = roadOf(app);
  return STEPS.slice(here + 1).find((step) => road.includes(step.name))?.name ?? null;
}

/** The road's step before a place. */
export function preceding(place: Place, app: AppView): StepName | null {
  const here = STEPS.findIndex((step) => step.name === place);
  const road = roadOf(app);
  return STEPS.slice(0, Math.max(here, 0)).findLast((step) => road.includes(step.name))?.name ?? null;
}
