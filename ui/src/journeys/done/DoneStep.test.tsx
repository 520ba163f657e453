import { expect, test } from "vitest";

import { fail, type Script, scripted } from "../../ipc/hosts/scripted";
import { at, click, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { Live } from "../../testing/live";
import { accessView, handoverView, tokenView } from "../../testing/results";
import { show } from "../../testing/show";
import { appView, key, nothingDone } from "../../testing/views";
import { DoneStep } from "./DoneStep";

async function open(script: Script) {
  const host = scripted({
    handover_open: () => handoverView(),
    handover_save: ({ format }) => ({ saved: `overlevering.${format}` }),
    calendar_save: () => ({ saved: "inngang.ics" }),
    ...script,
  });
  const went: string[] = [];
  await show(<Live step={DoneStep} start={appView()} onGo={(place) => went.push(place)} />, host);
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}

test("says what was proved, when and by what, what expires, and what to paste", async () => {
  await open({});
  await at('#proved[data-verdict="good"]');
  expect(document.querySelectorAll("#proved dt").length).toBe(5);
  expect(words("#proved")).toContain("fjordly-2026-11");
  expect(words("#settings")).toContain("MASKINPORTEN_KID=fjordly-2026-11");
  expect(document.body.textContent).toContain("21. november 2027");
  expect(document.body.textContent).not.toContain("{{");
  await accessibleInAll();
});

test("the sheet is saved for people and for programs, the dates for a calendar", async () => {
  const { inputs } = await open({});
  await click("#primary");
  await expect.poll(() => document.body.textContent).toContain("overlevering.html");
  await click("#save-handover-json");
  await expect.poll(() => document.body.textContent).toContain("overlevering.json");
  await click("#save-calendar");
  await expect.poll(() => document.body.textContent).toContain("inngang.ics");
  expect(inputs("handover_save")).toEqual([{ format: "html" }, { format: "json" }]);
});

test("a closed dialog says nothing", async () => {
  await open({ handover_save: () => ({ saved: null }) });
  await click("#primary");
  await at("#proved");
  expect(document.body.textContent).not.toContain("Lagret som");
});

test("half way it says how far", async () => {
  const setup = { ...nothingDone, key, maskinporten: tokenView(), access: accessView({ passed: false }) };
  await open({
    handover_open: () => handoverView({ setup, proved: ["start", "key", "maskinporten"], calendar: [] }),
  });
  await at('#proved[data-verdict="note"]');
  expect(document.querySelectorAll("#proved dt").length).toBe(2);
  expect(isThere("#save-calendar")).toBe(false);
  await accessibleInAll();
});

test("nothing proved leads to the start", async () => {
  const { went } = await open({ handover_open: () => handoverView({ proved: [], setup: nothingDone }) });
  await at("#nothing-proved");
  expect(isThere("#primary")).toBe(false);
  await accessibleInAll();
  await click("#to-start");
  expect(went).toEqual(["start"]);
});

test("a sheet that cannot be saved is explained and tried again", async () => {
  const { inputs } = await open({
    handover_save: () =>
      fail("app.not_saved", { facts: { file: { kind: "text", value: "ark.html" } }, actions: ["try_again"] }),
  });
  await click("#primary");
  await at('#problem[data-code="app.not_saved"]');
  await accessibleInAll();
  await click("#action-try_again");
  await expect.poll(() => inputs("handover_save").length).toBe(2);
});

test("without a hand-over there is a way to ask again", async () => {
  let tries = 0;
  await open({
    handover_open: () =>
      ++tries === 1 ? fail("app.bug", { turn: "us", actions: ["try_again"] }) : handoverView(),
  });
  await click("#action-try_again");
  await at("#proved");
});
