import { expect, test } from "vitest";

import { fail, type Script, scripted } from "../../ipc/hosts/scripted";
import { at, click, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { stages } from "../../testing/login";
import { trail } from "../../testing/results";
import { show } from "../../testing/show";
import { DiagnosticsPage } from "./DiagnosticsPage";

const REPORT = '{\n  "version": "0.1.0",\n  "trail": []\n}';

async function open(script: Script = {}) {
  const host = scripted({
    trail_open: () => trail,
    login_trail: () => ({ stages: [] }),
    report_open: () => ({ text: REPORT }),
    report_save: () => ({ saved: "rapport.json" }),
    ...script,
  });
  const went: string[] = [];
  await show(<DiagnosticsPage system="linux" go={(place) => went.push(place)} />, host);
  return { calls: host.calls, went };
}

function rows(): string[] {
  return [...document.querySelectorAll("#trail tbody tr")].map((row) => row.textContent);
}

test("the trail reads newest first, with what failed and why", async () => {
  await open();
  await expect.poll(() => rows().length).toBe(trail.entries.length);
  expect(rows()[0]).toContain("access.clock");
  expect(rows()[1]).toContain("Ikke noe svar");
  expect(rows()[2]).toContain("maskinporten.scope_not_granted");
  expect(rows()[3]).toContain("Svar 400");
  expect(words("#clock")).toContain("301 sekunder etter");
  await accessibleInAll();
});

test("an empty trail teaches", async () => {
  await open({ trail_open: () => ({ entries: [], clock: null }) });
  await at("#empty-trail");
  expect(isThere("#trail")).toBe(false);
  await accessibleInAll();
});

test("a long trail is folded until asked for", async () => {
  const entries = Array.from({ length: 120 }, () => trail.entries).flat();
  await open({ trail_open: () => ({ entries, clock: null }) });
  await expect.poll(() => rows().length).toBe(50);
  await click("#whole-trail");
  await expect.poll(() => rows().length).toBe(480);
});

test("the report is shown whole before it can be saved", async () => {
  const { calls } = await open();
  await at("#open-report");
  expect(isThere("#save-report")).toBe(false);
  await click("#open-report");
  await expect.poll(() => words("#report")).toBe(REPORT);
  await accessibleInAll();
  await click("#save-report");
  await expect.poll(() => document.body.textContent).toContain("rapport.json");
  expect(calls.map(({ name }) => name)).toContain("report_save");
});

test("failures of each part are explained in place", async () => {
  await open({ trail_open: () => fail("app.bug", { turn: "us", actions: ["try_again"] }) });
  await at('#problem[data-code="app.bug"]');
  await accessibleInAll();
});

test("a report that cannot be saved stays on the page", async () => {
  await open({
    report_save: () => fail("app.not_saved", { facts: { file: { kind: "text", value: "r.json" } } }),
  });
  await click("#open-report");
  await click("#save-report");
  await at('#problem[data-code="app.not_saved"]');
  expect(words("#report")).toBe(REPORT);
});

test("the last login's road is there, and where it stopped", async () => {
  const road = stages({ name: "token", state: "failed", code: "login.client_refused" });
  await open({ login_trail: () => ({ stages: road }) });
  await at("#login-road[data-state=failed][open]");
  expect(words("#login-road summary")).toBe("Den siste innloggingen, og hvor den stoppet");
  expect(words("#stage-token")).toContain("login.client_refused");
  await accessibleInAll();
});

test("the dictionary and the token reader are one press away", async () => {
  const { went } = await open();
  await click("#open-dictionary");
  await click("#open-token-reader");
  expect(went).toEqual(["dictionary", "token_reader"]);
});
