import { expect, test } from "vitest";

import type { SystemName } from "../ipc/generated/SystemName";
import { scripted } from "../ipc/hosts/scripted";
import { at, isThere, words } from "../testing/at";
import { accessibleInAll } from "../testing/languages";
import { show } from "../testing/show";
import { ClockCard } from "./ClockCard";

async function open(seconds: number, off: boolean, system: SystemName = "linux") {
  await show(<ClockCard clock={{ seconds, uncertainty: 1, off }} system={system} />, scripted({}));
  await at("#clock");
}

test.each<[SystemName, string, boolean]>([
  ["windows", "Synkroniser nå", false],
  ["macos", "Systeminnstillinger", false],
  ["linux", "terminalvindu", true],
])("on %s a wrong clock comes with the way to set it there", async (system, step, hasCommand) => {
  await open(301, true, system);
  expect(words("#clock")).toContain("301 sekunder etter");
  expect(words("#clock")).toContain("1 sekund nær");
  expect(words(`#clock [data-system="${system}"]`)).toContain(step);
  expect(words("#clock").includes("timedatectl")).toBe(hasCommand);
  await accessibleInAll();
});

test.each<[number, string, string]>([
  [-10, "ahead", "10 sekunder foran"],
  [1_500, "behind", "25 minutter etter"],
  [-10_800, "ahead", "3 timer foran"],
  [31_536_000, "behind", "365 døgn etter"],
])("a clock that is off by %i is told so", async (seconds, state, told) => {
  await open(seconds, true);
  expect(words(`#clock[data-clock="${state}"]`)).toContain(told);
});

test("a clock that is right is said so, and nothing is to be done", async () => {
  await open(-2, false);
  expect(words('#clock[data-clock="good"]')).toContain("går likt");
  expect(isThere("#clock ol")).toBe(false);
  await accessibleInAll();
});
