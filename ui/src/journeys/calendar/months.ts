import { norwegianDay } from "../../parts/format";

/** A month of the calendar. */
export interface Month {
  year: number;
  /** From zero. */
  month: number;
}

export interface Week {
  /** ISO 8601: the week that has the Thursday. */
  number: number;
  /** Monday to Sunday; none outside the month. */
  days: (Date | null)[];
}

export function monthOf(moment: string): Month {
  const date = norwegianDay(moment);
  return { year: date.getFullYear(), month: date.getMonth() };
}

export function moved({ year, month }: Month, by: number): Month {
  const date = new Date(year, month + by, 1);
  return { year: date.getFullYear(), month: date.getMonth() };
}

export function sameMonth(one: Month, other: Month): boolean {
  return one.year === other.year && one.month === other.month;
}

export function sameDay(date: Date, moment: string): boolean {
  return date.toDateString() === norwegianDay(moment).toDateString();
}

/** The month's weeks, Monday first. */
export function weeksOf({ year, month }: Month): Week[] {
  const before = (new Date(year, month, 1).getDay() + 6) % 7;
  const length = new Date(year, month + 1, 0).getDate();
  const weeks = Math.ceil((before + length) / 7);
  return Array.from({ length: weeks }, (_, week) => {
    const monday = week * 7 - before + 1;
    const days = [0, 1, 2, 3, 4, 5, 6].map((weekday) => {
      const date = monday + weekday;
      return date >= 1 && date <= length ? new Date(year, month, date) : null;
    });
    return { number: isoWeek(new Date(year, month, monday)), days };
  });
}

/** The number of the week that begins on this Monday. */
function isoWeek(monday: Date): number {
  const thursday = new Date(monday.getFullYear(), monday.getMonth(), monday.getDate() + 3);
  const newYear = new Date(thursday.getFullYear(), 0, 1);
  // Rounded: a day is 23 or 25 hours when the clocks change.
  const days = Math.round((thursday.getTime() - newYear.getTime()) / 86_400_000);
  return Math.floor(days / 7) + 1;
}
