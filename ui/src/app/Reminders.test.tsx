import { expect, test } from "vitest";

import type { AppView } from "../ipc/generated/AppView";
import { type Script } from "../ipc/hosts/scripted";
import { accessible } from "../testing/accessible";
import { at, click, isThere, words } from "../testing/at";
import { ending } from "../testing/calendar";
import { preview } from "../testing/preview";
import { show } from "../testing/show";
import { appView } from "../testing/views";
import { App } from "./App";

const near = [ending(-4, { id: "e1" }), ending(6, { id: "e2" }), ending(27, { id: "e3" })];

async function open(reminders: AppView["reminders"], script: Script = {}) {
  let app = appView({ reminders });
  const change = (parts: Partial<AppView>) => (app = { ...app, ...parts });
  const { unmount } = await show(<App />, preview({ app_open: () => app, ...script }));
  await at("#environment-band");
  return { change, unmount };
}

test("the most urgent is said first, the rest is counted, in the page and in the rail", async () => {
  for (const theme of ["light", "dark"] as const) {
    const { unmount } = await open(near, {
      app_open: () => appView({ reminders: near, settings: { language: "nb", theme } }),
    });
    await at("#reminders");
    expect(words("#reminders")).toContain("Nøkkelen fjordly-2026-11 utløpte for 4 dager siden.");
    expect(words("#reminder-more")).toBe("Og 2 til: se kalenderen");
    expect(words("#rail-calendar")).toContain("3 varsler");
    expect(words("#rail-select")).toContain("Kalender – 3 varsler");
    await expect.poll(() => document.documentElement.dataset.colorScheme).toBe(theme);
    await accessible();
    await unmount();
  }
});

test("they lie in the page's flow and cover nothing", async () => {
  await open(near);
  const box = (await at("#reminders")).element().getBoundingClientRect();
  const title = (await at("h1")).element().getBoundingClientRect();
  expect(box.bottom).toBeLessThanOrEqual(title.top);
});

test("the calendar is a press away, and needs no reminder of itself", async () => {
  await open(near);
  await click("#reminder-more");
  await at("#page-calendar");
  expect(isThere("#reminders")).toBe(false);
});

test("put away they stay away, until something becomes more urgent", async () => {
  const { change } = await open([ending(6, { id: "e2" })]);
  await click("#reminders-close");
  await expect.poll(() => isThere("#reminders")).toBe(false);
  await click("#rail-settings");
  await click("#rail-key");
  expect(isThere("#reminders")).toBe(false);
  expect(words("#rail-calendar")).toContain("1 varsel");
  change({ reminders: [ending(1, { id: "e2" })] });
  await click("#rail-practice");
  await click("#travel-month");
  await at("#reminders");
  expect(words("#reminders")).toContain("i morgen");
});

test("with nothing near, nothing is said", async () => {
  await open([]);
  expect(isThere("#reminders")).toBe(false);
  expect(words("#rail-calendar")).toBe("Kalender");
});

test("a journey in time shows in the band, and back again", async () => {
  await open([]);
  expect(words("#environment-band")).toMatch(/^Øvelse ?Fjordly/);
  await click("#rail-practice");
  await click("#travel-year");
  await expect.poll(() => words("#environment-band")).toContain("Øvelse – 21. november 2027");
  await click("#rail-key");
  expect(words("#environment-band")).toContain("Øvelse – 21. november 2027");
  await click("#rail-practice");
  await click("#travel-back");
  await expect.poll(() => words("#environment-band")).not.toContain("2027");
});
