import { expect, test } from "vitest";

import { monthOf, moved, sameDay, sameMonth, weeksOf } from "./months";

test("every day of twenty years stands once, under its own weekday", () => {
  for (let at = { year: 2020, month: 0 }; at.year < 2040; at = moved(at, 1)) {
    const weeks = weeksOf(at);
    const days = weeks.flatMap(({ days }) => days);
    expect(days.length % 7).toBe(0);
    const dates = days.flatMap((date) => (date === null ? [] : [date.getDate()]));
    const last = new Date(at.year, at.month + 1, 0).getDate();
    expect(dates).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    days.forEach((date, place) => {
      if (date !== null) expect((date.getDay() + 6) % 7).toBe(place % 7);
    });
  }
});

// ISO 8601: week 1 has the year's first Thursday.
test.each([
  [2024, 11, [48, 49, 50, 51, 52, 1]],
  [2026, 11, [49, 50, 51, 52, 53]],
  [2027, 0, [53, 1, 2, 3, 4]],
  [2026, 9, [40, 41, 42, 43, 44]],
])("the weeks of %i, month %i from zero", (year, month, numbers) => {
  expect(weeksOf({ year, month }).map(({ number }) => number)).toEqual(numbers);
});

test("months go on over the turn of the year", () => {
  expect(moved({ year: 2026, month: 11 }, 1)).toEqual({ year: 2027, month: 0 });
  expect(moved({ year: 2027, month: 0 }, -1)).toEqual({ year: 2026, month: 11 });
  expect(sameMonth(monthOf("2026-11-21T10:00:00Z"), { year: 2026, month: 10 })).toBe(true);
});

test("a day is Norway's, in summer too", () => {
  expect(monthOf("2026-11-30T23:30:00Z")).toEqual({ year: 2026, month: 11 });
  expect(sameDay(new Date(2027, 6, 1), "2027-06-30T22:00:00Z")).toBe(true);
  expect(sameDay(new Date(2027, 6, 1), "2027-07-01T22:00:00Z")).toBe(false);
});
