import { describe, expect, test } from "vitest";

import type { Script } from "../../ipc/hosts/scripted";
import { at, click, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { agents, progress, rows } from "../../testing/parties";
import { open } from "../../testing/partiesPage";

const LIST = "310 000 000\n315000106\n923609016";

describe("lists of clients", () => {
  test("have one unfinished list an agent, whichever was begun last", async () => {
    const of = (agent: string, pace: number) => ({
      owner: "311223305",
      agent,
      wish: "add" as const,
      numbers: LIST,
      pace,
    });
    const unfinished = [of("a1", 10), of("a2", 20)];
    const { inputs } = await open({ agent_list: () => ({ ...agents, unfinished }) }, undefined, "clients");
    await click("#list-agents");
    for (const [agent, pace] of [
      ["a2", 20],
      ["a1", 10],
    ] as const) {
      await click(`#agent-${agent}`);
      await click("#take-up");
      await at("#client-plan");
      await expect.element(await at("#client-pace")).toHaveValue(pace);
    }
    expect(inputs("agent_plan")).toMatchObject([{ agent: "a2" }, { agent: "a1" }]);
  });

  test("that went on while the page was left are followed to their end, and told", async () => {
    const run = { owner: "311223305", agent: "a2", wish: "remove" as const, numbers: LIST, pace: 30 };
    const ends: (() => void)[] = [];
    const { inputs } = await open({
      agent_follow: async (_, tell) => {
        tell(progress(run, 2));
        await new Promise<void>((resolve) => ends.push(resolve));
        return { run, ended: { rows, stopped: null } };
      },
      agent_cancel: () => {
        ends.forEach((end) => end());
        return {};
      },
    });
    await at("#running");
    expect(words("#running")).toContain("Kunder blir tatt bort");
    expect(words("#running")).toContain("2 av 4");
    expect(words("#running"), "the last one is waited for no longer").not.toContain("igjen");
    expect(words("#running")).toContain("BLÅBÆRSVINGEN BAKERI AS");
    expect(inputs("agent_list"), "nothing is asked of Altinn to show it").toEqual([]);
    // Another agent is looked at meanwhile, and no second list is begun.
    await click("#list-agents");
    await click("#agent-a1");
    await at("#clients-current");
    expect(isThere("#client-numbers")).toBe(false);
    await accessibleInAll();
    await click("#agent-cancel");
    await at("#run-ended");
    expect(isThere("#running")).toBe(false);
    expect(inputs("agent_list")).toContainEqual({ owner: "311223305" });
    expect(inputs("agent_clients").at(-1)).toEqual({ owner: "311223305", agent: "a2" });
    await expect.element(await at("#client-numbers")).toHaveValue(LIST);
    expect(words("[data-end=failed]")).toContain("Kunden kan ikke legges til");
  });

  test("that end while nobody is logged in ask Altinn nothing", async () => {
    const run = { owner: "311223305", agent: "a2", wish: "add" as const, numbers: LIST, pace: 30 };
    let end: (() => void) | undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const agent_follow: Script["agent_follow"] = async (_, tell) => {
      tell(progress(run, 2));
      await ended;
      return { run, ended: { rows, stopped: null } };
    };
    const { inputs } = await open({ agent_follow }, null, "clients");
    await at("#running");
    end?.();
    await expect.poll(() => isThere("#running")).toBe(false);
    expect(inputs("agent_list")).toEqual([]);
  });
});
