import { describe, expect, test } from "vitest";

import type { UnitView } from "../../ipc/generated/UnitView";
import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { approvers, open, unit } from "../../testing/register";

/** The register knows this unit. */
const knows = (parts: Partial<UnitView>) => ({
  register_approvers: () => ({ ...approvers, unit: { ...unit, ...parts } }),
});

/** How a unit stands, what colour it has, what is said. */
const STANDINGS: [Partial<UnitView>, string, string][] = [
  [{ standing: "deleted", deleted_on: "2025-11-28" }, "blocking", "er slettet"],
  [{ standing: "bankrupt" }, "warning", "Bare bostyreren"],
  [{ standing: "unknown", name: null }, "blocking", "Ingen virksomhet har nummeret 310 204 577"],
  [{ looks_foreign: true }, "good", "annet miljø"],
  [{ is_subunit: true, parent: "315000106" }, "good", "underenhet"],
];

describe("a number that is looked up", () => {
  test("is told with who can approve there, and whose accountant it is", async () => {
    const { inputs } = await open();
    await fill("#look-up-number", "NO 310 204 577 MVA");
    await click("#look-up-unit");
    await at("#approvers");
    expect(inputs("register_approvers")).toEqual([{ number: "NO 310 204 577 MVA" }]);
    expect(words("#unit")).toContain("FJORDLY REGNSKAP AS er registrert og i drift");
    expect(words('#approvers [data-role="chair"]')).toBe("FJORDLY HOLDING AS (310 000 000), styreleder");
    await click("#look-up-clients");
    await at("#client-list");
    expect(words("#registered-clients")).toContain("2 registrerte kunder");
    expect(words("#registered-clients")).toContain("1 er utelatt");
    await fill("#search-clients", "315 000");
    expect(words("#client-list")).toContain("BLÅBÆRSVINGEN");
    expect(words("#client-list")).not.toContain("CAMPING");
    await accessibleInAll();
  });

  test.each(STANDINGS)("says how it stands: %o", async (parts, kind, said) => {
    await open(knows(parts));
    await click("#look-up-unit");
    await at(`#unit[data-verdict="${kind}"]`);
    expect(words("#unit")).toContain(said);
    expect(isThere("#look-up-clients")).toBe(parts.name !== null && parts.is_subunit !== true);
    await accessibleInAll();
  });

  test("is explained when the register does not answer", async () => {
    await open({ register_approvers: () => fail("register.busy") });
    await click("#look-up-unit");
    await at('#problem[data-code="register.busy"]');
    await accessibleInAll();
  });
});
