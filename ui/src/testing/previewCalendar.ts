import type { AppView } from "../ipc/generated/AppView";
import type { CalendarEntry } from "../ipc/generated/CalendarEntry";
import type { CalendarView } from "../ipc/generated/CalendarView";
import { fail, type Script } from "../ipc/hosts/scripted";
import { busyCalendar, emptyCalendar, urgencyOf } from "./calendar";

const DAY = 86_400_000;
const LASTS = { client_secret: 360, system_user_request: 180, key: 365, certificate: 1095 };

/** What the preview reminds of. */
export function reminders(): CalendarEntry[] {
  return busyCalendar.entries.filter(({ urgency }) => urgency !== "later" && urgency !== "quarter");
}

/** The preview's calendar, which remembers the dates that are added. */
export function calendar(empty: boolean): Script {
  let now: CalendarView = empty ? emptyCalendar : busyCalendar;
  const change = (parts: Partial<CalendarView>) => (now = { ...now, ...parts });
  return {
    calendar_open: () => now,
    calendar_watch: ({ what, name, starts_on }) => {
      if (name === "full") return fail("database.unwritable", { actions: ["try_again"] });
      const starts = Date.parse(`${starts_on}T00:00:00`);
      const ends = starts + LASTS[what] * DAY;
      const days_left = Math.floor((ends - Date.parse(now.now)) / DAY);
      const entry: CalendarEntry = {
        id: `watched-${name}`,
        what,
        name,
        client_id: null,
        starts_at: new Date(starts).toISOString(),
        expires_at: new Date(ends).toISOString(),
        days_left,
        urgency: urgencyOf(days_left),
        action: null,
        watched: true,
      };
      const entries = [...now.entries, entry].sort((one, other) => one.days_left - other.days_left);
      return change({ entries });
    },
    calendar_unwatch: ({ id }) => change({ entries: now.entries.filter((entry) => entry.id !== id) }),
    calendar_notifications: ({ on }) => change({ notifications: on }),
    calendar_save: () => ({ saved: "inngang.ics" }),
  };
}

/** The preview's vault: it locks, unlocks with «fjord», and moves. */
export function vault(change: (parts: Partial<AppView>) => AppView): Script {
  let place: "keychain" | "password" = "password";
  let minutes: number | null = 15;
  const details = () => ({
    place,
    lock_after_minutes: minutes,
    keys: 2,
    set_aside: ["vault.age.set-aside-2026-10-03"],
  });
  return {
    vault_open: details,
    vault_touch: () => ({}),
    vault_watch: () => new Promise(() => undefined),
    vault_lock: () => change({ vault: place === "password" ? "locked" : "locked_in_keychain" }),
    vault_unlock: ({ password }) =>
      password === "fjord"
        ? change({ vault: "open" })
        : fail("key.vault_wrong_password", { actions: ["unlock_vault"] }),
    vault_protect: () => change({ vault: "open" }),
    vault_reopen: () => change({ vault: "open" }),
    vault_start_over: () => change({ vault: "open" }),
    vault_lock_after: ({ minutes: chosen }) => {
      minutes = chosen;
      return details();
    },
    vault_change_password: ({ current }) =>
      current === "fjord" ? details() : fail("key.vault_wrong_password", { actions: ["unlock_vault"] }),
    vault_move: ({ to }) => {
      place = to;
      return details();
    },
    profile_back_up: () => ({ saved: "fjordly-profil.json" }),
    profile_restore: () => ({
      restored: true,
      app: change({}),
      without_private: ["fjordly-2026-11", "fjordly-2025-11"],
    }),
  };
}
