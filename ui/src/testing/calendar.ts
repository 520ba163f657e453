import type { CalendarEntry } from "../ipc/generated/CalendarEntry";
import type { CalendarView } from "../ipc/generated/CalendarView";
import type { Urgency } from "../ipc/generated/Urgency";

const NOW = Date.parse("2026-11-21T10:00:00Z");
const DAY = 86_400_000;

/** How near an end so many days away is, as the engine has it. */
export function urgencyOf(days: number): Urgency {
  if (days < 0) return "over";
  if (days <= 1) return "day";
  if (days <= 7) return "week";
  if (days <= 30) return "month";
  return days <= 90 ? "quarter" : "later";
}

export const keyEntry: CalendarEntry = {
  id: "key-k1-5a1f6a3e",
  what: "key",
  name: "fjordly-2026-11",
  client_id: "5a1f6a3e-6a1e-4b44-9c1b-0f7f0a4c2b11",
  starts_at: "2026-11-21T09:40:00Z",
  expires_at: "2027-11-21T09:40:00Z",
  days_left: 365,
  urgency: "later",
  action: "renew_key",
  watched: false,
};

export const certificateEntry: CalendarEntry = {
  ...keyEntry,
  id: "certificate",
  what: "certificate",
  name: "Fjordly Regnskap AS",
  client_id: null,
  starts_at: "2026-01-12T08:00:00Z",
  expires_at: "2029-01-12T22:59:59Z",
  days_left: 783,
  action: "order_certificate",
};

/** An entry that ends so many days from now. */
export function ending(days: number, parts: Partial<CalendarEntry> = {}): CalendarEntry {
  return {
    ...keyEntry,
    expires_at: new Date(NOW + days * DAY).toISOString(),
    days_left: days,
    urgency: urgencyOf(days),
    ...parts,
  };
}

/** A calendar with one of each and something in every group. */
export const busyCalendar: CalendarView = {
  now: new Date(NOW).toISOString(),
  entries: [
    ending(-4, { id: "e1", name: "fjordly-2025-11" }),
    ending(0, { id: "e2", name: "fjordly-lonn-2025-11", client_id: "0b9c1e77-5a3f-4d0e-9a52-6a1f3bb0c2d4" }),
    ending(6, {
      id: "e3",
      what: "client_secret",
      name: "Kassasystemet",
      client_id: null,
      action: null,
      watched: true,
    }),
    ending(13, {
      id: "e4",
      what: "system_user_request",
      name: "Havgløtt Fisk AS",
      client_id: null,
      action: null,
      watched: true,
    }),
    ending(27, {
      ...certificateEntry,
      id: "e5",
      expires_at: "2026-12-18T22:59:59Z",
      days_left: 27,
      urgency: "month",
    }),
    ending(88, { id: "e6", name: "fjordly-2026-02" }),
    { ...keyEntry, id: "e7" },
  ],
  notifications: true,
};

export const emptyCalendar: CalendarView = { ...busyCalendar, entries: [] };
