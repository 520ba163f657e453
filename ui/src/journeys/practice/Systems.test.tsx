import { describe, expect, test } from "vitest";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { open, town } from "../../testing/practicePage";
import { practice, profile, registeredKey } from "../../testing/views";

const SYSTEM = "310204577_system-1";
const CLIENT = registeredKey.client_id ?? "";
const inputs = (host: ReturnType<typeof town>, command: string) =>
  host.calls.filter(({ name }) => name === command).map(({ input }) => input);

describe("systems", () => {
  test("one for the person's client takes one press", async () => {
    const host = town();
    await open(host, profile, { key: registeredKey });
    await unfold("#systems");
    await at("#no-systems");
    await accessibleInAll();
    await click("#set-up");
    await at(`[data-system="${SYSTEM}"]`);
    expect(inputs(host, "practice_system")).toEqual([{ client_id: CLIENT, name: "Systemet mitt" }]);
    expect(words(`[data-system="${SYSTEM}"]`)).toContain("Klienten din står her");
    expect(words(`[data-system="${SYSTEM}"]`)).toContain("Fjordly Regnskap AS");
    expect(words("#town-systems")).toContain("(1)");
    expect(document.activeElement?.id).toBe("town-systems");
    expect(isThere("#another-system:not([open])")).toBe(true);
    await accessibleInAll();
  });

  test("a system user is asked for, approved and deleted", async () => {
    const host = town();
    await open(host, profile, { key: registeredKey });
    await unfold("#systems");
    await click("#set-up");
    const owner = await at(`#owner-${SYSTEM}`);
    await owner.selectOptions("310204585");
    await fill(`#reference-${SYSTEM}`, "avdeling-1");
    await click(`#agent-${SYSTEM}`);
    await click(`#approved-${SYSTEM}`);
    await click(`#ask-${SYSTEM}`);
    await at('[data-user="user-1"][data-state="waiting"]');
    expect(inputs(host, "practice_system_user")).toEqual([
      { system: SYSTEM, owner: "310204585", external_ref: "avdeling-1", agent: true, approved: false },
    ]);
    expect(words('[data-user="user-1"]')).toContain("Havgløtt Fisk AS");
    expect(words('[data-user="user-1"]')).toContain("For kundene sine");
    expect(words('[data-user="user-1"]')).toContain("avdeling-1");
    await accessibleInAll();
    await click('[data-user="user-1"] [data-decide="approve"]');
    await at('[data-user="user-1"][data-state="approved"]');
    expect(words('[data-user="user-1"]')).toContain("Skriv 310 204 585 som systembrukerens eier");
    expect(isThere('[data-decide="approve"]')).toBe(false);
    await click('[data-user="user-1"] [data-decide="delete"]');
    await at('[data-user="user-1"][data-state="deleted"]');
    expect(isThere("[data-decide]")).toBe(false);
    expect(inputs(host, "practice_system_user_decide")).toEqual([
      { id: "user-1", decision: "approve" },
      { id: "user-1", decision: "delete" },
    ]);
    await accessibleInAll();
  });

  test("one that is there already is said so", async () => {
    const host = town();
    await open(host, profile, { key: registeredKey });
    await unfold("#systems");
    await click("#set-up");
    await click(`#ask-${SYSTEM}`);
    await at('[data-user="user-1"][data-state="approved"]');
    await click(`#ask-${SYSTEM}`);
    await at('#problem[data-code="app.system_user_there"]');
    await accessibleInAll();
  });

  test("another system takes another client", async () => {
    const host = town();
    await open(host, profile, { key: registeredKey });
    await unfold("#systems");
    await click("#set-up");
    await unfold("#another-system");
    await click("#set-up");
    await expect.element(await at("#system-client")).toHaveAttribute("aria-invalid", "true");
    expect(document.activeElement?.id).toBe("system-client");
    await fill("#system-client", CLIENT);
    await click("#set-up");
    await at('#problem[data-code="app.client_on_system"]');
    expect(inputs(host, "practice_system").length).toBe(2);
  });

  test("without a client of one's own, the client is asked for; a name is needed", async () => {
    const host = town();
    await open(host);
    await unfold("#systems");
    await expect.element(await at("#system-client")).toHaveValue("");
    await fill("#system-client", "c-1");
    await fill("#system-name", " ");
    await click("#set-up");
    await expect.poll(() => document.activeElement?.id).toBe("system-name");
    expect(inputs(host, "practice_system")).toEqual([]);
  });

  test("says why nothing was changed", async () => {
    const user = { id: "u", owner: "310204585", external_ref: null, agent: false, state: "waiting" as const };
    const system = { id: SYSTEM, vendor: "310204577", name: "Kassa", client_ids: ["c"], users: [user] };
    const down = () => fail("app.no_practice", { turn: "us" });
    await open(
      town({ practice_open: () => ({ ...practice, systems: [system] }), practice_system_user_decide: down }),
    );
    await unfold("#systems");
    await click('[data-decide="delete"]');
    await at('#problem[data-code="app.no_practice"]');
  });
});

describe("delegations", () => {
  test("are given and taken back", async () => {
    const host = town();
    await open(host);
    await unfold("#delegations");
    await at("#no-delegations");
    await expect.element(await at("#delegation-supplier")).toHaveValue("310204577");
    await expect.element(await at("#delegation-consumer")).toHaveValue("310204585");
    await accessibleInAll();
    await click("#delegation-give");
    await at("[data-take-back]");
    expect(words("#delegations li")).toContain(
      "Havgløtt Fisk AS lar Fjordly Regnskap AS bruke altinn:broker.read",
    );
    await accessibleInAll();
    await click("[data-take-back]");
    await at("#no-delegations");
    const delegation = { consumer: "310204585", supplier: "310204577", scope: "altinn:broker.read" };
    expect(inputs(host, "practice_delegation")).toEqual([
      { delegation, on: true },
      { delegation, on: false },
    ]);
  });

  test("that cannot be are said so", async () => {
    await open(town());
    await unfold("#delegations");
    const consumer = await at("#delegation-consumer");
    await consumer.selectOptions("310204577");
    await click("#delegation-give");
    await at('#problem[data-code="app.cannot_delegate"]');
    await accessibleInAll();
  });
});

describe("how the services behave", () => {
  test("is chosen, each by itself", async () => {
    const host = town();
    await open(host);
    await click("#behaviour-lenient");
    await expect.element(await at("#behaviour-lenient")).toBeChecked();
    await (await at("#latency")).selectOptions("3000");
    await (await at("#approval-delay")).selectOptions("60");
    await expect.element(await at("#approval-delay")).toHaveValue("60");
    const rest = { strict: null, latency_milliseconds: null, approval_delay_seconds: null };
    expect(inputs(host, "practice_behaviour")).toEqual([
      { ...rest, strict: false },
      { ...rest, latency_milliseconds: 3_000 },
      { ...rest, approval_delay_seconds: 60 },
    ]);
    await accessibleInAll();
  });

  test("that was set elsewhere stands among the choices", async () => {
    await open(town({ practice_open: () => ({ ...practice, latency_milliseconds: 250, strict: false }) }));
    await expect.element(await at("#latency")).toHaveValue("250");
    expect(words("#latency")).toContain("Etter 0,25 sekunder");
    await expect.element(await at("#behaviour-lenient")).toBeChecked();
  });

  test("says why it was not", async () => {
    await open(town({ practice_behaviour: () => fail("app.no_practice", { turn: "us" }) }));
    await click("#behaviour-lenient");
    await at('#problem[data-code="app.no_practice"]');
  });
});
