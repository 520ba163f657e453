import { describe, expect, test } from "vitest";

import { at, click, fill, isThere, words } from "../../testing/at";
import { busyCalendar, ending } from "../../testing/calendar";
import { open, view } from "../../testing/calendarPage";
import { accessibleInAll } from "../../testing/languages";

describe("a date of one's own", () => {
  test("is added, and removed, and put back", async () => {
    const { inputs, replaced } = await open();
    await click("#primary");
    await expect.poll(() => document.activeElement?.textContent).toBe("Legg til en dato");
    await click("#watch-system_user_request");
    await fill("#watch-name", "Fjelltopp AS");
    await fill("#watch-date", "20.11.2026");
    await accessibleInAll();
    await click("#primary");
    await expect.poll(() => words("#calendar-told")).toBe("Fjelltopp AS er lagt til.");
    expect(document.activeElement?.textContent).toBe("Fjelltopp AS er lagt til.");
    expect(words("#primary")).toBe("Legg til en dato");
    const added = { what: "system_user_request", name: "Fjelltopp AS", starts_on: "2026-11-20" };
    expect(inputs("calendar_watch")).toEqual([added]);
    await expect.poll(() => replaced.length, { message: "the reminders are read anew" }).toBe(1);
    await click('[id="unwatch-watched-Fjelltopp AS"]');
    await expect.poll(() => words("#calendar-told")).toBe("Fjelltopp AS er fjernet.");
    expect(document.activeElement?.getAttribute("role")).toBe("status");
    await accessibleInAll();
    await click("#watch-undo");
    await expect.poll(() => isThere('[id="unwatch-watched-Fjelltopp AS"]')).toBe(true);
    expect(inputs("calendar_watch")).toEqual([added, added]);
  });

  test.each([
    ["", "20.11.2026", "watch-name"],
    ["Kassa", "", "watch-date"],
    ["Kassa", "31.11.2026", "watch-date"],
    ["Kassa", "22.11.2026", "watch-date"],
  ])("named «%s» and begun «%s» is not sent", async (name, date, wrong) => {
    const { inputs } = await open();
    await click("#primary");
    await fill("#watch-name", name);
    await fill("#watch-date", date);
    await click("#primary");
    await expect.element(await at(`#${wrong}`)).toHaveAttribute("aria-invalid", "true");
    expect(document.activeElement?.id).toBe(wrong);
    expect(inputs("calendar_watch")).toEqual([]);
    await accessibleInAll();
  });

  test("is put back on its own day, which began at midnight in Norway", async () => {
    const entry = { ...ending(6), id: "w", watched: true, what: "client_secret" as const, name: "Kassa" };
    const entries = [{ ...entry, starts_at: "2026-07-14T22:00:00Z" }];
    const { inputs } = await open({ ...view({ entries }), calendar_unwatch: () => busyCalendar });
    await click("#unwatch-w");
    await click("#watch-undo");
    const put = { what: "client_secret", name: "Kassa", starts_on: "2026-07-15" };
    await expect.poll(() => inputs("calendar_watch")).toEqual([put]);
  });

  test("that cannot be kept says why, and the form keeps what was typed", async () => {
    await open();
    await click("#primary");
    await fill("#watch-name", "full");
    await fill("#watch-date", "2026-11-01");
    await click("#primary");
    await at('#problem[data-code="database.unwritable"]');
    await expect.element(await at("#watch-date")).toHaveValue("2026-11-01");
    await click("#back");
    expect(isThere("#watch")).toBe(false);
    await expect.poll(() => document.activeElement?.id).toBe("primary");
  });
});
