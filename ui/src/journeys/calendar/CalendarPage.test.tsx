import { describe, expect, test } from "vitest";
import { page } from "vitest/browser";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, isThere, words } from "../../testing/at";
import { busyCalendar, emptyCalendar, ending } from "../../testing/calendar";
import { open, view } from "../../testing/calendarPage";
import { CLIENT, clientView, renewalView } from "../../testing/keys";
import { accessibleInAll } from "../../testing/languages";
import { profile } from "../../testing/views";

describe("the list", () => {
  test("tells what ends by how near it is, in words too", async () => {
    await open();
    await at("#urgency-over");
    const groups = [...document.querySelectorAll("[id^=urgency-]")].map(({ id }) => id.slice(8));
    expect(groups).toEqual(["over", "day", "week", "month", "quarter", "later"]);
    expect(words("#urgency-over")).toContain("for 4 dager siden · utløpte 17. november 2026");
    expect(words("#urgency-day")).toContain("i dag");
    expect(words("#urgency-week")).toContain("om 6 dager");
    expect(words("#urgency-month")).toContain("faller bort 4. desember 2026");
    expect(document.body.textContent).not.toContain("{{");
    await accessibleInAll();
  });

  test.each([
    [1, "i morgen"],
    [0, "i dag"],
    [-1, "i går"],
    [2, "om 2 dager"],
    [-2, "for 2 dager siden"],
    [400, "om 400 dager"],
  ])("%i days are «%s»", async (days, said) => {
    await open(view({ entries: [ending(days)] }));
    await at("[id^=urgency-]");
    expect(words("[id^=urgency-]")).toContain(said);
  });

  test("a key is renewed where its client is, a certificate is ordered", async () => {
    const { went } = await open();
    await click("#act-e1");
    await click("#act-e5");
    expect(went).toEqual([["renewal", "5a1f6a3e-6a1e-4b44-9c1b-0f7f0a4c2b11"], "order"]);
    expect(isThere("#act-e3")).toBe(false);
  });

  test("a renewal under way goes on from the old key's line", async () => {
    const renewals = [renewalView({ old_kid: "fjordly-2025-11", new_kid: "fjordly-2026-02" })];
    const { went } = await open({ renewal_list: () => ({ clients: [clientView], renewals, api: false }) });
    await expect.poll(() => words("#entry-e1")).toContain("Fornyelse i gang");
    expect(words("#act-e1")).toBe("Fortsett fornyelsen");
    expect(words("#entry-e6")).toContain("Fornyelse i gang");
    expect(isThere("#act-e6")).toBe(false);
    expect(words("#entry-e2")).not.toContain("Fornyelse i gang");
    await accessibleInAll();
    await click("#act-e1");
    expect(went).toEqual([["renewal", CLIENT]]);
  });

  test("a key that its client does not use is taken away, not renewed", async () => {
    const { went } = await open({
      renewal_list: () => ({ clients: [clientView], renewals: [], api: false }),
    });
    await expect.poll(() => words("#entry-e1")).toContain("Klienten bruker en annen nøkkel.");
    expect(words("#entry-e7")).not.toContain("Klienten bruker en annen nøkkel.");
    expect(words("#act-e7")).toBe("Forny nøkkelen");
    await accessibleInAll();
    await click("#act-e1");
    expect(went).toEqual([["clients", CLIENT]]);
  });

  // The page has the window less the rail and the aid: 544 px of 1240.
  test.each([
    [320, "under"],
    [576, "under"],
    [1240, "beside"],
  ])("in %i px has the buttons %s the dates", async (width, where) => {
    await page.viewport(width, 800);
    await open();
    const button = (await at("#act-e1")).element().getBoundingClientRect();
    const when = document.querySelector("#entry-e1 time")?.getBoundingClientRect();
    expect(button.top >= (when?.bottom ?? Infinity) ? "under" : "beside").toBe(where);
    await page.viewport(1280, 800);
  });

  test("stays within a narrow window", async () => {
    await page.viewport(320, 600);
    await open();
    await at("#urgency-later");
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await click("#calendar-month");
    await at("table");
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await accessibleInAll();
    await page.viewport(1280, 800);
  });
});

describe("the month", () => {
  test("is a table from Monday to Sunday, with today marked and each entry a link to its line", async () => {
    await open();
    await click("#calendar-month");
    expect(words("#month")).toBe("november 2026");
    const days = [...document.querySelectorAll("thead th[abbr]")].map((head) => head.getAttribute("abbr"));
    expect(days).toEqual(["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]);
    expect(words("td[aria-current=date]")).toContain("21");
    await expect
      .element(await at("a[data-entry=e3]"))
      .toHaveAccessibleName("Klienthemmelighet Kassasystemet");
    await accessibleInAll();
    await click("a[data-entry=e3]");
    expect(document.activeElement?.id).toBe("entry-e3");
  });

  test("is turned back and forth", async () => {
    await open();
    await click("#calendar-month");
    expect(isThere("#month-now")).toBe(false);
    await click("#month-next");
    expect(words("#month")).toBe("desember 2026");
    expect(isThere("a[data-entry=e5]")).toBe(true);
    expect(isThere("td[aria-current]")).toBe(false);
    await click("#month-now");
    expect(words("#month")).toBe("november 2026");
    await click("#month-previous");
    expect(words("#month")).toBe("oktober 2026");
  });

  test("where nothing ends, leads to where something does", async () => {
    await open();
    await click("#calendar-month");
    await click("#month-next");
    await click("#month-next");
    expect(words("main, body")).toContain("Ingenting utløper denne måneden.");
    await click("#month-to");
    expect(words("#month")).toBe("februar 2027");
    await accessibleInAll();
  });
});

test("the desktop is told, or not", async () => {
  const { inputs } = await open();
  await expect.element(await at("#notifications")).toBeChecked();
  await click("#notifications");
  await expect.element(await at("#notifications")).not.toBeChecked();
  expect(inputs("calendar_notifications")).toEqual([{ on: false }]);
});

test("the file is saved, or says why not", async () => {
  await open();
  await click("#save-calendar");
  await expect.poll(() => document.body.textContent).toContain("Lagret som inngang.ics");
});

test("a file that cannot be saved says so", async () => {
  await open({
    calendar_save: () => fail("app.not_saved", { facts: { file: { kind: "text", value: "a.ics" } } }),
  });
  await click("#save-calendar");
  await at('#problem[data-code="app.not_saved"]');
});

test("says which day it is, and when practice is in another year", async () => {
  await open(view({ now: new Date().toISOString() }));
  await at("#today");
  expect(isThere("#travelled")).toBe(false);
});

test("says when practice is in another year, and there alone", async () => {
  const now = "2031-05-17T10:00:00Z";
  await open(view({ now }));
  await at("#travelled");
  expect(words("#travelled")).toContain("17. mai 2031");
});

test("a clock elsewhere is the computer's own", async () => {
  await open(view({ now: "2031-05-17T10:00:00Z" }), { ...profile, environment: "production" });
  await at("#today");
});

test("with nothing in it, it teaches", async () => {
  const { went } = await open({ calendar_open: () => emptyCalendar });
  await at("#calendar-empty");
  expect(isThere("#save-calendar")).toBe(false);
  await accessibleInAll();
  await click("#to-key");
  expect(went).toEqual([["key"]]);
});

test("that cannot be read says why, and is tried again", async () => {
  let tries = 0;
  await open({
    calendar_open: () => (++tries === 1 ? fail("database.busy", { actions: ["try_again"] }) : busyCalendar),
  });
  await at('#problem[data-code="database.busy"]');
  expect(isThere("#primary")).toBe(false);
  await accessibleInAll();
  await click("#action-try_again");
  await at("#urgency-over");
});
