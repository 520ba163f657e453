import { expect, test } from "vitest";

import { isoDay, typedDay } from "./days";

test.each([
  ["21.11.2026", "2026-11-21"],
  ["1.2.2026", "2026-02-01"],
  ["01/02/2026", "2026-02-01"],
  ["21. 11. 2026", "2026-11-21"],
  [" 2026-11-21 ", "2026-11-21"],
  ["29.02.2028", "2028-02-29"],
  ["29.02.2027", null],
  ["31.11.2026", null],
  ["21.13.2026", null],
  ["0.1.2026", null],
  ["21.11.26", null],
  ["i går", null],
  ["", null],
])("«%s» is the day %s", (typed, day) => {
  expect(typedDay(typed)).toBe(day);
});

test("a date keeps its day", () => {
  expect(isoDay(new Date(2026, 0, 5, 23, 59))).toBe("2026-01-05");
});
