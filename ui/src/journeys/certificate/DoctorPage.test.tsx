import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, isThere, words } from "../../testing/at";
import {
  candidate,
  COMMFIDES_SET,
  examination,
  file,
  finding,
  GOOD,
  set,
  text,
} from "../../testing/certificates";
import { answer, openDoctor, verdict } from "../../testing/certificateStep";
import { accessibleInAll } from "../../testing/languages";
import { certificate } from "../../testing/views";

test("a good certificate is checked, then used, and only then stored", async () => {
  const { inputs } = await openDoctor(examination());
  await answer("good");
  expect(verdict()).toBe("good");
  expect(isThere("#instead")).toBe(false);
  expect(isThere("#forget")).toBe(false);
  expect(inputs("certificate_check")).toEqual([{ examination: "e1" }]);
  expect(words("#verdict")).toContain("Sertifikatet er ikke tilbakekalt");
  expect(isThere("#revocation.ds-sr-only")).toBe(true);
  expect(words("#primary")).toBe("Bruk i Maskinporten");
  await accessibleInAll();
  await click("#primary");
  await at("#forget");
  expect(inputs("certificate_use")).toEqual([{ examination: "e1", fingerprint: certificate.fingerprint }]);
  await accessibleInAll();
});

test("details hold the whole of it, and the chain reads as a list", async () => {
  await openDoctor(
    examination({
      candidates: [candidate({ subject: "C=NO, O=A, CN=B", alternative_names: ["a@b.example"] })],
    }),
  );
  await click("#verdict summary, #verdict u-summary");
  await at("#chain");
  const said = words("#verdict");
  expect(said).toContain("C=NO, O=A, CN=B");
  expect(said).toContain("a@b.example");
  expect(said).toContain("12. januar 2029 kl. 23:59 CET");
  expect(said).toContain("12. januar 2029 kl. 22:59 UTC");
  expect(said).toContain("Buypass virksomhetssertifikat i fil (2.16.578.1.26.1.3.2)");
  expect(said).toContain("cd".repeat(32));
  const links = [...document.querySelectorAll("#chain li")];
  expect(links.map((link) => link.getAttribute("data-place"))).toEqual(["given", "given", "known"]);
  expect(links[2]?.textContent).toContain("Kjent for Inngang");
  await accessibleInAll();
});

test("several certificates stand side by side; the recommended one is chosen, and another can be", async () => {
  const { inputs } = await openDoctor(set());
  await answer("good");
  expect(document.querySelector("#candidate-a1a1a1a1")).toHaveProperty("checked", true);
  await expect.element(page.getByText("Anbefalt")).toBeVisible();
  await expect
    .element(page.getByText("som er det vanlige valget i Maskinporten", { exact: false }))
    .toBeVisible();
  expect(words("#verdict")).toContain("Autentisering");
  await accessibleInAll();

  document.querySelector<HTMLElement>("#candidate-a1a1a1a1")?.focus();
  await userEvent.keyboard("{ArrowDown}");
  await expect.poll(() => words("#verdict")).toContain("Sertifikatet er for signering");
  await click("#primary");
  await expect
    .poll(() => inputs("certificate_use"))
    .toEqual([{ examination: "e1", fingerprint: COMMFIDES_SET.SIGNING }]);
});

test("the set fits a narrow window, stacked", async () => {
  await page.viewport(320, 640);
  await openDoctor(set());
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  const tops = [...document.querySelectorAll('[id^="candidate-"]')].map(
    (one) => one.getBoundingClientRect().left,
  );
  expect(new Set(tops).size).toBe(1);
  await page.viewport(1280, 800);
});

test("what is said of its file is said with it", async () => {
  await openDoctor(examination({ files: [file({ findings: [finding("warning", "no_mac")] })] }));
  await at('#verdict [data-code="certificate.no_mac"]');
  expect(verdict()).toBe("warning");
  expect(words("#primary")).toBe("Bruk i Maskinporten");
});

test("of two files with one name each has its own said of it", async () => {
  const files = [file(), file({ file: "f2", findings: [finding("warning", "no_mac")] })];
  const other = candidate({ fingerprint: COMMFIDES_SET.SIGNING }, { file: "f2" });
  await openDoctor(examination({ files, candidates: [candidate(), other] }));
  expect(verdict()).toBe("good");
  await click(`label[for="candidate-${COMMFIDES_SET.SIGNING.slice(0, 8)}"]`);
  await at('#verdict [data-code="certificate.no_mac"]');
  expect(verdict()).toBe("warning");
});

test("a name turns the reading of no other word", async () => {
  const parts = { organisation_name: "מאפייה\u202e AS", findings: GOOD };
  await openDoctor(examination({ candidates: [candidate(parts)] }));
  const heading = document.querySelector("#verdict h2")?.textContent;
  expect(heading).toContain("\u2068מאפייה AS\u2069");
  expect(document.querySelector("#verdict dd bdi")?.textContent).toContain("מאפייה");
  expect([...document.querySelectorAll("#chain strong bdi")]).toHaveLength(3);
});

test("one without a name is said to be that", async () => {
  const parts = { organisation_name: null, subject_name: "", organisation: null, findings: GOOD };
  await openDoctor(examination({ candidates: [candidate(parts)] }));
  expect(document.querySelector("#verdict h2")?.textContent).toContain("noen uten navn");
  expect([...document.querySelectorAll("#verdict dd")].every((line) => line.textContent !== "")).toBe(true);
});

test("a refused use says why, and the certificate stays looked at", async () => {
  await openDoctor(examination(), {
    certificate_use: () =>
      fail("certificate.other_organisation", {
        facts: { theirs: text("310204585"), ours: text("310204577") },
        actions: ["pick_file", "review_start"],
      }),
  });
  await click("#primary");
  await at('#problem[data-code="certificate.other_organisation"]');
  expect(isThere("#verdict")).toBe(true);
});
