import type { TFunction } from "i18next";

import type { CalendarEntry } from "../ipc/generated/CalendarEntry";
import type { Urgency } from "../ipc/generated/Urgency";
import type { Ending } from "../parts/Endings";
import { day, norwegianDay } from "../parts/format";
import type { MarkKind } from "../parts/Mark";

const MARKS: Record<Urgency, MarkKind> = {
  over: "blocking",
  day: "warning",
  week: "warning",
  month: "note",
  quarter: "waiting",
  later: "good",
};

/** The shape and colour of how near an end is. */
export function markOf(urgency: Urgency): MarkKind {
  return MARKS[urgency];
}

/** An entry of the calendar in words; the texts are the calendar's. */
export function ending(entry: CalendarEntry, t: TFunction, language: string): Ending {
  const { id, what, name, expires_at, urgency } = entry;
  return {
    id: `entry-${id}`,
    kind: MARKS[urgency],
    what: t(`calendar:what.${what}`),
    name,
    code: what === "key",
    at: expires_at,
    when: t(`calendar:${urgency === "over" ? "ended" : "ends"}.${what}`, {
      date: day(norwegianDay(expires_at), language),
    }),
    left: left(entry, t),
  };
}

/** «om 6 dager», «i morgen», «for 4 dager siden». */
export function left({ days_left: days }: CalendarEntry, t: TFunction): string {
  if (days === 0) return t("calendar:left.today");
  if (days === 1) return t("calendar:left.tomorrow");
  if (days === -1) return t("calendar:left.yesterday");
  return t(`calendar:left.${days > 0 ? "in" : "ago"}`, { count: Math.abs(days) });
}
