import type { AppView } from "../ipc/generated/AppView";
import type { PickedFiles } from "../ipc/generated/PickedFiles";
import type { Problem } from "../ipc/generated/Problem";
import type { SetupView } from "../ipc/generated/SetupView";
import { NEW_KEY, type Place } from "../journeys/StepProps";
import { canOpen, firstLeft } from "./steps";

/** The newest files that were dropped on the window; none in it once a step has taken them. */
export interface Dropped {
  number: number;
  files: PickedFiles | null;
}

/** What the window knows so far. */
export type Setup =
  | { kind: "opening"; dropped: Dropped }
  | { kind: "failed"; problem: Problem; dropped: Dropped }
  | {
      kind: "open";
      app: AppView;
      place: Place;
      about: string | null;
      notices: readonly Problem[];
      dropped: Dropped;
    };

export type Event =
  | { kind: "opened"; app: AppView }
  | { kind: "failed"; problem: Problem }
  | { kind: "replaced"; app: AppView }
  | { kind: "changed"; profile: string | null; part: Partial<SetupView> }
  | { kind: "went"; place: Place; about: string | null }
  | { kind: "dropped"; files: PickedFiles }
  | { kind: "taken" }
  | { kind: "noticed"; notice: Problem }
  | { kind: "notice_closed"; notice: Problem };

export const OPENING: Setup = { kind: "opening", dropped: { number: 0, files: null } };

/** The id of the profile in use. */
export function profileOf(app: AppView): string | null {
  return app.profile?.id ?? null;
}

export function setup(now: Setup, event: Event): Setup {
  switch (event.kind) {
    case "opened":
      return {
        kind: "open",
        app: event.app,
        place: now.kind === "open" ? now.place : firstLeft(event.app),
        about: now.kind === "open" ? now.about : null,
        notices: event.app.notices,
        dropped: now.dropped,
      };
    case "failed":
      return { kind: "failed", problem: event.problem, dropped: now.dropped };
    case "dropped":
      return drop(now, event.files);
    case "taken":
      return { ...now, dropped: { ...now.dropped, files: null } };
    default:
      return now.kind === "open" ? change(now, event) : now;
  }
}

type Open = Extract<Setup, { kind: "open" }>;

function change(
  now: Open,
  event: Exclude<Event, { kind: "opened" | "failed" | "dropped" | "taken" }>,
): Setup {
  switch (event.kind) {
    case "replaced":
      return replace(now, event.app);
    case "changed":
      return learn(now, event.profile, event.part);
    case "went":
      return { ...now, place: canOpen(event.place, now.app) ? event.place : "start", about: event.about };
    case "noticed":
      return { ...now, notices: [...now.notices, event.notice] };
    case "notice_closed":
      return { ...now, notices: now.notices.filter((notice) => notice !== event.notice) };
  }
}

/** An answer that comes after its profile was left is not the next one's. */
function learn(now: Open, profile: string | null, part: Partial<SetupView>): Setup {
  if (profile !== profileOf(now.app)) return now;
  return { ...now, app: { ...now.app, setup: { ...now.app.setup, ...part } } };
}

/** Another profile has another road: the person goes on where that one was left. */
function replace(now: Open, app: AppView): Setup {
  const sameProfile = profileOf(now.app) === profileOf(app);
  const place = sameProfile && canOpen(now.place, app) ? now.place : firstLeft(app);
  const about = sameProfile ? now.about : null;
  return { ...now, app, place, about, notices: [...now.notices, ...app.notices] };
}

/** Dropped files lead to the certificate step, are taken where a key is made, or wait until there is a profile. */
function drop(now: Setup, files: PickedFiles): Setup {
  const dropped = { number: now.dropped.number + 1, files };
  if (now.kind !== "open") return { ...now, dropped };
  const makesKey = now.place === "key" && (now.app.setup.key === null || now.about === NEW_KEY);
  return { ...now, dropped, place: !makesKey && canOpen("certificate", now.app) ? "certificate" : now.place };
}
