import { describe, expect, test } from "vitest";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { open, town } from "../../testing/practicePage";

describe("time travel", () => {
  test("moves the clock by a month, a year or some days, and refreshes the window", async () => {
    const host = town();
    const { handed } = await open(host);
    await at('#practice-clock[data-days="0"]');
    expect(isThere("#travel-back")).toBe(false);
    await click("#travel-month");
    await at('#practice-clock[data-days="30"]');
    await click("#travel-year");
    await at('#practice-clock[data-days="395"]');
    expect(words("#practice-clock")).toContain("21. desember 2027");
    await fill("#travel-days", "5");
    await click("#travel-go");
    await at('#practice-clock[data-days="400"]');
    await expect.poll(() => handed.apps.length).toBe(3);
    expect(handed.towns.at(-1)?.days_ahead).toBe(400);
    await accessibleInAll();
    await click("#travel-back");
    await at('#practice-clock[data-days="0"]');
    await expect.poll(() => document.activeElement?.id).toBe("time");
    const moves = host.calls.filter(({ name }) => name === "practice_travel").map(({ input }) => input);
    expect(moves).toEqual([{ days: 30 }, { days: 365 }, { days: 5 }, { days: null }]);
  });

  test.each(["", "0", "-3", "1.5", "3651", "i morgen"])("does not go «%s» days", async (typed) => {
    const host = town();
    await open(host);
    await fill("#travel-days", typed);
    await click("#travel-go");
    await expect.element(await at("#travel-days")).toHaveAttribute("aria-invalid", "true");
    await expect.poll(() => document.activeElement?.id).toBe("travel-days");
    expect(host.calls.some(({ name }) => name === "practice_travel")).toBe(false);
  });

  test("says why the clock did not move", async () => {
    await open(town({ practice_travel: () => fail("app.no_practice", { turn: "us" }) }));
    await click("#travel-year");
    await at('#problem[data-code="app.no_practice"]');
    await accessibleInAll();
  });
});

describe("how soon keys work", () => {
  test("is chosen", async () => {
    const host = town();
    await open(host);
    await expect.element(await at("#propagation-0")).toBeChecked();
    await click("#propagation-120");
    await expect.element(await at("#propagation-120")).toBeChecked();
    expect(host.calls.at(-1)).toEqual({ name: "practice_propagation", input: { seconds: 120 } });
  });

  test("says why it was not", async () => {
    await open(town({ practice_propagation: () => fail("app.no_practice", { turn: "us" }) }));
    await click("#propagation-30");
    await at('#problem[data-code="app.no_practice"]');
  });
});
