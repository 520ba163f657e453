const DAY_FIRST = /^(\d{1,2})[./\- ]+(\d{1,2})[./\- ]+(\d{4})$/;
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

/** A day as typed, `21.11.2026` or `2026-11-21`, as `YYYY-MM-DD`; null when it is none. */
export function typedDay(typed: string): string | null {
  const text = typed.trim();
  const [, day, month, year] = DAY_FIRST.exec(text) ?? [];
  const [, y = year, m = month, d = day] = YEAR_FIRST.exec(text) ?? [];
  if (y === undefined || m === undefined || d === undefined) return null;
  const date = new Date(Number(y), Number(m) - 1, Number(d));
  const isThere = date.getMonth() === Number(m) - 1 && date.getDate() === Number(d);
  return isThere ? isoDay(date) : null;
}

/** A date as `YYYY-MM-DD`. */
export function isoDay(date: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
