/** Chromium has no nynorsk; its next best is bokmål, not the machine's language. */
const LOCALES: Record<string, string[]> = { nb: ["nb-NO"], nn: ["nn-NO", "nb-NO"], en: ["en-GB"] };
const NO_BREAK_SPACE = "\u00a0";

function locale(language: string): string[] {
  return LOCALES[language] ?? ["nb-NO"];
}

/** `923 609 016`; anything but nine digits stays as it is. */
export function organisationNumber(digits: string): string {
  return /^\d{9}$/.test(digits) ? digits.replace(/(\d{3})(?=\d)/g, `$1${NO_BREAK_SPACE}`) : digits;
}

/** An organisation by its name, where that is known, and its number. */
export function organisation(digits: string, name: string | null): string {
  const number = organisationNumber(digits);
  return name === null || name === "" ? number : `${isolated(name)} (${number})`;
}

/** What turns the reading of text to another direction (Unicode UAX #9 §2). */
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** A name within a sentence, as `<bdi>` does it: however it reads, the words around it read as before. */
export function isolated(name: string): string {
  const plain = name.replace(TURNS, "");
  return RIGHT_TO_LEFT.test(plain) ? `\u2068${plain}\u2069` : plain;
}

/** The day of a moment in Norway, whose clocks Digdir's and Altinn's dates follow, wherever the reader is. */
export function norwegianDay(moment: string): Date {
  // Swedish dates read `2026-11-21`.
  const inNorway = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Oslo" }).format(new Date(moment));
  return new Date(`${inNorway}T00:00:00`);
}

/** A day, from RFC 3339. */
export function day(moment: string | Date, language: string): string {
  return new Intl.DateTimeFormat(locale(language), { dateStyle: "long" }).format(new Date(moment));
}

/** A day in figures, as it is typed: `21.11.2026`. */
export function dayInFigures(moment: string | Date, language: string): string {
  return new Intl.DateTimeFormat(locale(language), {
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
  }).format(new Date(moment));
}

/** A month with its year: `november 2026`. */
export function monthAndYear(date: Date, language: string): string {
  return new Intl.DateTimeFormat(locale(language), { month: "long", year: "numeric" }).format(date);
}

/** The days of the week from Monday on, whole and short. */
export function weekdays(language: string): { long: string; short: string }[] {
  // 1 January 2024 was a Monday.
  const days = [1, 2, 3, 4, 5, 6, 7].map((date) => new Date(2024, 0, date));
  const named = (weekday: "long" | "short") => new Intl.DateTimeFormat(locale(language), { weekday });
  return days.map((date) => ({ long: named("long").format(date), short: named("short").format(date) }));
}

/** A day with time of day, from RFC 3339. */
export function dayAndTime(moment: string, language: string): string {
  return new Intl.DateTimeFormat(locale(language), { dateStyle: "long", timeStyle: "short" }).format(
    new Date(moment),
  );
}

/** The same of what others wrote: what is no moment stays as it is. */
export function momentAsWritten(text: string, language: string): string {
  return Number.isNaN(Date.parse(text)) ? text : dayAndTime(text, language);
}

/** A day with time of day in one place of the world, with the zone's name: `12. januar 2029 kl. 23:59 UTC`. */
export function dayAndTimeIn(moment: string, timeZone: string, language: string): string {
  return new Intl.DateTimeFormat(locale(language), {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    timeZone,
    timeZoneName: "short",
  }).format(new Date(moment));
}

/** Time of day with seconds, from RFC 3339. */
export function timeOfDay(moment: string, language: string): string {
  return new Intl.DateTimeFormat(locale(language), { timeStyle: "medium" }).format(new Date(moment));
}

/** A count. */
export function count(value: number, language: string): string {
  return new Intl.NumberFormat(locale(language)).format(value);
}

/** `17 kB`: so much, or a little less. */
export function kilobytes(bytes: number, language: string): string {
  return new Intl.NumberFormat(locale(language), { style: "unit", unit: "kilobyte" }).format(
    Math.ceil(bytes / 1000),
  );
}

/** `12 sekunder`, `3 minutter`. */
export function duration(seconds: number, language: string): string {
  const minutes = Math.abs(seconds) >= 120 && seconds % 60 === 0;
  return new Intl.NumberFormat(locale(language), {
    style: "unit",
    unit: minutes ? "minute" : "second",
    unitDisplay: "long",
  }).format(minutes ? seconds / 60 : seconds);
}

/** `12 sekunder`, `25 minutter`, `3 timer`, `365 døgn`: so long, in the unit that says it best. */
export function roughly(seconds: number, language: string): string {
  const [unit, length] =
    seconds < 600
      ? (["second", 1] as const)
      : seconds < 7_200
        ? (["minute", 60] as const)
        : seconds < 172_800
          ? (["hour", 3_600] as const)
          : (["day", 86_400] as const);
  return new Intl.NumberFormat(locale(language), {
    style: "unit",
    unit,
    unitDisplay: "long",
    maximumFractionDigits: 0,
  }).format(seconds / length);
}

/** `a, b og c`. */
export function list(values: readonly string[], language: string): string {
  return new Intl.ListFormat(locale(language), { type: "conjunction" }).format(values);
}
