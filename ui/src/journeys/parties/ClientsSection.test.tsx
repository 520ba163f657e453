import { describe, expect, test } from "vitest";

import type { Problem } from "../../ipc/generated/Problem";
import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { agents, openLogin, plan, progress, rows } from "../../testing/parties";
import { open } from "../../testing/partiesPage";

const LIST = "310 000 000\n315000106\n923609016";
const STOPPED: Problem = {
  code: "altinn.unauthenticated",
  turn: "you",
  facts: {},
  actions: ["try_again"],
  said: null,
};

async function opened(...given: Parameters<typeof open>) {
  const [script, login] = given;
  const page = await open(script, login, "clients");
  await click("#list-agents");
  return page;
}

async function planned(...given: Parameters<typeof open>) {
  const page = await opened(...given);
  await click("#agent-a1");
  await fill("#client-numbers", LIST);
  await click("#plan-clients");
  await at("#client-plan");
  return page;
}

describe("clients of an agent", () => {
  test("are read, planned, carried out, and told one by one", async () => {
    const { inputs } = await planned();
    expect(document.querySelector("#clients-current")?.getAttribute("data-count")).toBe("1");
    expect(document.querySelector("#clients-available")?.getAttribute("data-count")).toBe("1");
    expect(words("#client-plan")).toContain("1 kunde blir lagt til");
    expect(words("#client-plan")).toContain("Ingenting er endret");
    expect(words("#plan-others")).toContain("Linje 4 har feil kontrollsiffer: 923609017 Feil AS");
    expect(words("#plan-others")).toContain("1 er der fra før");
    await unfold("#plan-rows");
    await accessibleInAll();
    expect(inputs("agent_apply")).toEqual([]);
    await fill("#client-pace", "120");
    await click("#apply-clients");
    await at("#run-ended");
    const asked = { owner: "311223305", agent: "a1", wish: "add", numbers: LIST };
    expect(inputs("agent_plan")).toEqual([asked]);
    expect(inputs("agent_apply")).toEqual([{ ...asked, pace: 120 }]);
    expect(words("[data-end=failed]")).toContain("Kunden kan ikke legges til");
    expect(words("#run-ended")).toContain("Det gikk ikke for alle kundene");
    await accessibleInAll();
    expect(inputs("agent_clients").length).toBe(2);
  });

  test("whose list is wrong from end to end are not told of line by line", async () => {
    const wrong = (line: number) => ({ line, text: `${line}`, why: "not_nine_digits" as const });
    const rejected = Array.from({ length: 10_000 }, (_, line) => wrong(line + 1));
    await planned({ agent_plan: () => ({ ...plan, rejected }) });
    expect(document.querySelectorAll("[data-rejected]").length).toBe(20);
    expect(words("#rejected-more")).toContain("9980 linjer til");
  });

  test("are taken away", async () => {
    const { inputs } = await opened({ agent_plan: () => ({ ...plan, wish: "remove" }) });
    await click("#agent-a1");
    await click("#wish-remove");
    expect(isThere("#all-available")).toBe(false);
    await fill("#client-numbers", "310000000");
    await click("#plan-clients");
    await at("#client-plan");
    expect(words("#apply-clients")).toBe("Ta bort 1 kunde");
    expect(inputs("agent_plan")).toMatchObject([{ wish: "remove" }]);
  });

  test("may all be taken of those that there are", async () => {
    await opened();
    await click("#agent-a1");
    await click("#all-available");
    await expect.element(await at("#client-numbers")).toHaveValue("310000000\tFJORDGLØTT CAMPING AS");
  });

  test("are on their way, can be cancelled, and gone on with", async () => {
    let end: (() => void) | undefined;
    const left = rows.map((row, index) => (index === 0 ? row : { ...row, end: "left" as const }));
    const { inputs } = await planned({
      agent_apply: async (run, tell) => {
        tell(progress(run, 1));
        await new Promise<void>((resolve) => (end = resolve));
        return { rows: left, stopped: null };
      },
      agent_cancel: () => {
        end?.();
        return {};
      },
    });
    await click("#apply-clients");
    await at("#running");
    expect(words("#running")).toContain("Kunder blir lagt til");
    expect(words("#running")).toContain("1 av 4");
    expect(words("#running")).toContain("FJORDGLØTT CAMPING AS");
    await accessibleInAll();
    await click("#agent-cancel");
    await at("#run-ended");
    expect(words("#run-ended")).toContain("Kjøringen stoppet før den var ferdig");
    await click("#go-on");
    await at("#client-plan");
    expect(inputs("agent_plan").length).toBe(2);
  });

  test("that stopped say why", async () => {
    await planned({ agent_apply: () => ({ rows, stopped: STOPPED }) });
    await click("#apply-clients");
    await at('#problem[data-code="altinn.unauthenticated"]');
  });

  test("of an earlier start are taken up again", async () => {
    const unfinished = [{ owner: "311223305", agent: "a2", wish: "add" as const, numbers: LIST, pace: 30 }];
    const { inputs } = await opened({ agent_list: () => ({ ...agents, unfinished }) });
    await accessibleInAll();
    await click("#take-up");
    await at("#client-plan");
    expect(inputs("agent_plan")).toEqual([{ owner: "311223305", agent: "a2", wish: "add", numbers: LIST }]);
    await expect.element(await at("#client-pace")).toHaveValue(30);
  });

  test("need a login with the scopes, at the highest level where that is why", async () => {
    const low = fail("client_delegation.low_level", {
      actions: ["log_in_again"],
      facts: { owner: { kind: "text", value: "311223305" } },
    });
    const { went } = await opened({ agent_list: () => low });
    await at('#problem[data-code="client_delegation.low_level"]');
    await accessibleInAll();
    await click("#action-log_in_again");
    expect(went).toEqual([
      ["login", "level:high altinn:clientdelegations.read altinn:clientdelegations.write"],
    ]);
  });

  test("want a login that has the scopes, told before anything is sent", async () => {
    const { inputs } = await open(
      {},
      { ...openLogin, scopes: ["openid", "altinn:instances.read"] },
      "clients",
    );
    await at("#login-needed-clients");
    expect(isThere("#list-agents")).toBe(false);
    expect(inputs("agent_list")).toEqual([]);
  });

  test("where there is no agent, it says what is missing", async () => {
    await opened({ agent_list: () => ({ ...agents, agents: [] }) });
    await at("#no-agents");
    await accessibleInAll();
  });
});
