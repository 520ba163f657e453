import type { AppView } from "../ipc/generated/AppView";
import type { CalendarEntry } from "../ipc/generated/CalendarEntry";
import type { PickedFiles } from "../ipc/generated/PickedFiles";
import type { Problem } from "../ipc/generated/Problem";
import type { SetupView } from "../ipc/generated/SetupView";
import type { SystemUserStepView } from "../ipc/generated/SystemUserStepView";
import type { VaultView } from "../ipc/generated/VaultView";
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
      /** How often the person went somewhere: going to a list again shows the list, not what was opened from it. */
      visits: number;
      notices: readonly Problem[];
      /** The person asked to unlock the vault where its lock is not in the way. */
      unlocking: boolean;
      /** Reminders that were put away in this run. */
      putAway: readonly string[];
      dropped: Dropped;
    };

export type Event =
  | { kind: "opened"; app: AppView }
  | { kind: "failed"; problem: Problem }
  | { kind: "replaced"; app: AppView }
  | { kind: "changed"; profile: string | null; part: Partial<SetupView> }
  | { kind: "answered"; step: SystemUserStepView }
  | { kind: "went"; place: Place; about: string | null }
  | { kind: "guarded"; vault: VaultView }
  | { kind: "unlocking" }
  | { kind: "reminded" }
  | { kind: "dropped"; files: PickedFiles }
  | { kind: "taken" }
  | { kind: "noticed"; notice: Problem }
  | { kind: "notice_closed"; notice: Problem };

export const OPENING: Setup = { kind: "opening", dropped: { number: 0, files: null } };

/** What belongs in the certificate step wherever it is dropped. */
const CERTIFICATE_FILE = /\.(p12|pfx|cer|crt|p7b|p7c|jks)$/i;

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
        visits: now.kind === "open" ? now.visits : 0,
        notices: event.app.notices,
        unlocking: now.kind === "open" && now.unlocking && event.app.vault !== "open",
        putAway: now.kind === "open" ? now.putAway : [],
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
    case "answered":
      return learn(now, profileOf(now.app), { system_user: event.step });
    case "went":
      return {
        ...now,
        place: canOpen(event.place, now.app) ? event.place : "start",
        about: event.about,
        visits: now.visits + 1,
        unlocking: false,
      };
    case "guarded":
      return { ...now, app: { ...now.app, vault: event.vault } };
    case "unlocking":
      return { ...now, unlocking: true };
    case "reminded":
      return { ...now, putAway: now.app.reminders.map(reminderOf) };
    case "noticed":
      return { ...now, notices: [...now.notices, event.notice] };
    case "notice_closed":
      return { ...now, notices: now.notices.filter((notice) => notice !== event.notice) };
  }
}

/** A reminder as it was put away; it comes back when it has become more urgent. */
function reminderOf({ id, urgency }: CalendarEntry): string {
  return `${id} ${urgency}`;
}

/** What ends soon and was not put away. */
export function remindersOf({ app, putAway }: Open): readonly CalendarEntry[] {
  return app.reminders.filter((entry) => !putAway.includes(reminderOf(entry)));
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
  const unlocking = now.unlocking && app.vault !== "open";
  return { ...now, app, place, about, unlocking, notices: [...now.notices, ...app.notices] };
}

/** Dropped files lead to the certificate step, are taken where a key is made, or wait until there is a profile. */
function drop(now: Setup, files: PickedFiles): Setup {
  const dropped = { number: now.dropped.number + 1, files };
  if (now.kind !== "open") return { ...now, dropped };
  const makesKey =
    now.place === "key" &&
    (now.app.setup.key === null || now.about === NEW_KEY) &&
    !files.picked.some(({ name }) => CERTIFICATE_FILE.test(name));
  return { ...now, dropped, place: !makesKey && canOpen("certificate", now.app) ? "certificate" : now.place };
}
