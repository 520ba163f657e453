import { describe, expect, test } from "vitest";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { agentSystem, system, systems } from "../../testing/systems";
import { open } from "../../testing/systemsPage";

describe("the list", () => {
  test("shows each system with its state", async () => {
    await open();
    await at(`[data-system="${system.id}"]`);
    expect(words(`[data-system="${system.id}"]`)).toContain("Kassasystemet");
    expect(words(`[data-system="${agentSystem.id}"]`)).toContain("Ikke synlig for kunder");
    await accessibleInAll();
  });

  test("teaches where there is none", async () => {
    await open({ system_list: () => ({ ...systems, systems: [] }) });
    await at("#no-systems");
    await accessibleInAll();
  });

  test("is passed by on the way to the system that one came for", async () => {
    await open({}, agentSystem.id);
    await at("#system-facts");
    expect(words("#system-facts")).toContain(agentSystem.id);
  });

  test("without a client that has the scope says so, with the way there", async () => {
    const { went } = await open({
      system_list: () => fail("maskinporten.scope_not_registered", { facts: {} }),
    });
    await at("#needs-client");
    expect(words("#needs-client")).toContain("altinn:authentication/systemregister.write");
    await accessibleInAll();
    await click("#to-maskinporten");
    await click("#to-clients");
    expect(went).toEqual(["maskinporten", "clients"]);
  });

  test("that cannot be read for another reason says that, and nothing of clients", async () => {
    await open({ system_list: () => fail("network.unreachable", { turn: "network" }) });
    await at("#problem");
    expect(isThere("#needs-client")).toBe(false);
  });
});

describe("a system", () => {
  test("is changed as it was opened", async () => {
    const { inputs } = await open({}, system.id);
    await at("#system-facts");
    await click("#primary");
    expect(isThere("#system-id"), "an id is never changed").toBe(false);
    await fill("#system-name-nb", "Ny kasse");
    await click("#chosen-packages button");
    await click("#primary");
    await at("#saved");
    expect(inputs("system_save")).toEqual([
      expect.objectContaining({
        id: system.id,
        opened: "a1",
        name: { ...system.name, nb: "Ny kasse" },
        packages: [],
        visible: true,
      }),
    ]);
  });

  test("that somebody else changed is read again", async () => {
    const { inputs } = await open(
      {
        system_save: () =>
          fail("system.changed_meanwhile", {
            facts: { system: { kind: "text", value: system.id } },
            actions: ["try_again"],
          }),
      },
      system.id,
    );
    await at("#system-facts");
    await click("#primary");
    await click("#primary");
    await at('#problem[data-code="system.changed_meanwhile"]');
    const before = inputs("system_open").length;
    await click("#action-try_again");
    await expect.poll(() => inputs("system_open").length).toBe(before + 1);
  });

  test("tells what was done to it when its log is opened", async () => {
    const { inputs } = await open({}, system.id);
    await at("#system-facts");
    expect(inputs("system_changes")).toEqual([]);
    await unfold("#change-log");
    await at('#change-log [data-kind="rights"]');
    expect(words("#change-log")).toContain("Ukjent tid");
    await accessibleInAll();
  });

  test("is deleted when its id is typed, and not before", async () => {
    const { inputs } = await open({}, system.id);
    await at("#system-facts");
    await unfold("#delete-system");
    await fill("#delete-system-typed", "kasse");
    await click("#delete-system-confirm");
    expect(inputs("system_delete")).toEqual([]);
    await fill("#delete-system-typed", system.id);
    await click("#delete-system-confirm");
    await at("#deleted");
    expect(inputs("system_delete")).toEqual([{ id: system.id, typed: system.id }]);
    expect(isThere(`[data-system="${system.id}"]`)).toBe(false);
  });

  test("that is deleted can be read and nothing else", async () => {
    const gone = { ...system, deleted: true };
    await open({ system_open: () => gone }, system.id);
    await at("#gone");
    expect(isThere("#primary") || isThere("#delete-system")).toBe(false);
  });
});
