import { expect, test } from "vitest";
import { page } from "vitest/browser";

import { at, click, words } from "../../testing/at";
import { blocked, candidate, examination, file, finding, moment, text } from "../../testing/certificates";
import { openDoctor, verdict } from "../../testing/certificateStep";
import { accessibleInAll } from "../../testing/languages";
import { certificate } from "../../testing/views";

test("one for encryption alone is of no use: why, and what to do instead", async () => {
  const { went, inputs } = await openDoctor(
    blocked(finding("blocking", "encryption_only"), {
      role: "encryption",
      verdict: "encryption",
      usable: "nothing",
    }),
  );
  await at('#instead[data-code="certificate.encryption_only"]');
  expect(verdict()).toBe("blocking");
  expect(words("#primary")).toBe("Velg andre filer");
  await accessibleInAll();
  await click("#instead-order_certificate");
  expect(inputs("app_open_page")).toEqual([{ page: "town_hall" }]);
  await click("#instead-create_key");
  expect(went).toEqual(["key"]);
  await click("#primary");
  await expect.poll(() => inputs("certificate_pick").length).toBe(2);
  expect(inputs("certificate_use")).toEqual([]);
});

test("an expired one lends its key, and leads on to registering it", async () => {
  const over = "2025-06-01T21:59:00Z";
  const expired = finding("blocking", "expired", "your_organisation", { not_after: moment(over) });
  const { went, inputs } = await openDoctor(blocked(expired, { not_after: over }));
  await at('#instead[data-code="certificate.expired"]');
  expect(words("#verdict")).toContain("Sertifikatet til Fjordly Regnskap AS utløp 1. juni 2025.");
  expect(words("#verdict")).toContain("Utløp1. juni 2025");
  expect(words("#primary")).toBe("Registrer nøkkelen");
  await accessibleInAll();
  await click("#primary");
  await expect.poll(() => went).toEqual(["key"]);
  expect(inputs("certificate_use")).toHaveLength(1);
});

test.each(["personal", "other_environment"])("%s is refused with its own words", async (what) => {
  const facts = { theirs: text("production"), ours: text("practice") };
  const { went } = await openDoctor(
    blocked(finding("blocking", what, "you", facts), { verdict: "personal", usable: "nothing" }),
  );
  await at(`#instead[data-code="certificate.${what}"]`);
  await accessibleInAll();
  if (what === "other_environment") {
    await click("#instead-review_start");
    expect(went).toEqual(["profile"]);
  }
});

test("the public half can be looked at and saved, not used", async () => {
  const { inputs } = await openDoctor(
    examination({
      files: [file({ name: "a.cer", kind: "cer", keys: 0, findings: [finding("blocking", "no_key")] })],
      candidates: [candidate({ file_name: "a.cer", verdict: "public_half" }, { has_key: false })],
      recommended: null,
    }),
  );
  await at('#instead[data-code="certificate.no_key"]');
  expect(words("#primary")).toBe("Velg andre filer");
  await click("#save-pem");
  const examined = { examination: "e1", fingerprint: certificate.fingerprint };
  await expect.poll(() => inputs("certificate_save")).toEqual([{ pem: true, examined }]);
  await expect.element(page.getByText("Lagret som 310204577.cer.")).toBeVisible();
  await accessibleInAll();
});
