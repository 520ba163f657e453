import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

import { at, click, fill, isThere, words } from "../../testing/at";
import { examination, set } from "../../testing/certificates";
import { given, locked, openStep } from "../../testing/certificateStep";
import { accessibleInAll } from "../../testing/languages";

test("one locked file: its password, a wrong one, and the right one", async () => {
  const view = examination();
  const { inputs } = await openStep(view, {
    certificate_examine: ({ files }) => {
      const password = files[0]?.password ?? null;
      if (password === "fjord") return view;
      return locked(view, password === null ? "password_needed" : "wrong_password", "f1");
    },
  });
  await click("#pick-file");
  await at("#password");
  expect(isThere("#problem")).toBe(false);
  expect(document.activeElement?.id).toBe("password");
  await accessibleInAll();

  await click("#primary");
  await expect.element(page.getByText("Skriv passordet først.")).toBeVisible();
  expect(inputs("certificate_examine")).toHaveLength(1);

  await userEvent.keyboard("wrong{Enter}");
  await at('#problem[data-code="certificate.wrong_password"]');
  expect((await at("#password")).element()).toHaveProperty("value", "");
  await accessibleInAll();

  await fill("#password", "fjord");
  await userEvent.keyboard("{Enter}");
  await at("#verdict");
  expect(inputs("certificate_examine").at(-1)).toEqual(given({ f1: "fjord" }));
});

test("a password with spaces around it can be tried without them, from the field alone", async () => {
  const view = examination();
  const { inputs } = await openStep(view, {
    certificate_examine: ({ files }) => {
      const password = files[0]?.password ?? null;
      if (password === "fjord") return view;
      return locked(view, password === null ? "password_needed" : "wrong_password_spaces", "f1");
    },
  });
  await click("#pick-file");
  await fill("#password", " fjord ");
  await userEvent.keyboard("{Enter}");
  await at('#problem[data-code="certificate.wrong_password_spaces"]');
  expect((await at("#password")).element()).toHaveProperty("value", " fjord ");
  await accessibleInAll();
  await click("#password-trim");
  await at("#verdict");
  expect(inputs("certificate_examine").at(-1)).toEqual(given({ f1: "fjord" }));
});

test("several locked files share one field; where it does not fit them all, the rest get their own", async () => {
  const view = set();
  const { inputs } = await openStep(view, {
    certificate_examine: ({ files }) => {
      if (files.every(({ password }) => password === null))
        return locked(view, "password_needed", "f1", "f2", "f3");
      if (files.some(({ password }) => password === "other")) return view;
      return locked(view, "wrong_password", "f2", "f3");
    },
  });
  await click("#pick-file");
  await at("#password");
  expect(words("#open-certificate")).toContain("Passordet til filene");
  await fill("#password", "fjord");
  await click("#primary");
  await at("#password-f2");
  expect(inputs("certificate_examine").at(-1)).toEqual(given({ f1: "fjord", f2: "fjord", f3: "fjord" }));
  expect(isThere("#password-f1")).toBe(false);
  expect(words("#files")).toContain("fjordly-auth.p12Nøkkelfil (PKCS#12): 1 privat nøkkel, 3 sertifikater");
  await accessibleInAll();

  await fill("#password-f3", "other");
  await click("#primary");
  await at("#verdict");
  expect(inputs("certificate_examine").at(-1)).toEqual(given({ f1: null, f2: null, f3: "other" }));
});

test("what is locked can be left", async () => {
  await openStep(locked(set(), "password_needed", "f3"));
  await click("#pick-file");
  await click("#without-locked");
  await at("#verdict");
  expect(isThere("#candidate-a1a1a1a1")).toBe(true);
  expect(isThere("#candidate-c3c3c3c3")).toBe(false);
});
