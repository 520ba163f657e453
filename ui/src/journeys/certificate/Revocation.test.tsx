import { expect, test } from "vitest";

import type { ExaminationView } from "../../ipc/generated/ExaminationView";
import { fail } from "../../ipc/hosts/scripted";
import { at, click, isThere, words } from "../../testing/at";
import { candidate, examination, finding, GOOD, moment } from "../../testing/certificates";
import { answer, answered, openDoctor, verdict } from "../../testing/certificateStep";
import { accessibleInAll } from "../../testing/languages";

test("a revoked one is found out while the page is shown", async () => {
  let tell: (view: ExaminationView) => void = () => undefined;
  const findings = [...GOOD, finding("note", "revocation_not_checked")];
  const view = examination({ candidates: [candidate({ findings })] });
  const { inputs } = await openDoctor(view, {
    certificate_check: () => new Promise((done) => (tell = done)),
  });
  await answer("asking");
  // Who is quick with the mouse does not use one that is revoked.
  expect(words("#primary")).toContain("Spør utstederen");
  document.querySelector<HTMLElement>("#primary")?.click();
  expect(inputs("certificate_use")).toEqual([]);
  expect(isThere('[data-code="certificate.revocation_not_checked"]')).toBe(false);
  expect(verdict()).toBe("good");
  await accessibleInAll();
  const revoked = finding("blocking", "revoked", "your_organisation", {
    since: moment("2026-10-02T09:00:00Z"),
  });
  const parts = {
    revocation: "revoked",
    findings: [revoked, ...GOOD],
    verdict: "revoked",
    usable: "nothing",
  } as const;
  tell({ ...view, candidates: [candidate({ ...parts, findings: [...parts.findings] })] });
  await answer("revoked");
  await at('#instead[data-code="certificate.revoked"]');
  expect(words("#primary")).toBe("Velg andre filer");
  await accessibleInAll();
});

test("offline nobody is asked, and nothing is stopped", async () => {
  const view = examination();
  let offline = true;
  const { inputs } = await openDoctor(view, {
    certificate_check: () =>
      offline ? fail("network.unreachable", { turn: "network" }) : answered(view, "unknown"),
  });
  await answer("offline");
  expect(isThere("#problem")).toBe(false);
  expect(words("#primary")).toBe("Bruk i Maskinporten");
  await accessibleInAll();
  offline = false;
  await click("#ask-again");
  await answer("unknown");
  await at('#verdict [data-code="certificate.revocation_unknown"]');
  expect(inputs("certificate_check")).toHaveLength(2);
  await click("#primary");
  await at("#forget");
});
