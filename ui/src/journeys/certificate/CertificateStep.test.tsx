import { expect, test } from "vitest";
import { page } from "vitest/browser";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, isThere, words } from "../../testing/at";
import { examination, file, problem, refused, set, text } from "../../testing/certificates";
import { given, locked, openStep, picking } from "../../testing/certificateStep";
import { accessibleInAll } from "../../testing/languages";
import { appView, certificate } from "../../testing/views";

test("before anything is chosen, it says what to bring and what people ask", async () => {
  const { inputs } = await openStep(examination());
  await at("#drop-zone");
  expect(isThere("#password")).toBe(false);
  expect(isThere("#problem")).toBe(false);
  await click("#question-several summary, #question-several u-summary");
  await expect
    .element(page.getByText("Buypass sender to filer og Commfides tre", { exact: false }))
    .toBeVisible();
  await click("#open-town_hall");
  expect(inputs("app_open_page")).toEqual([{ page: "town_hall" }]);
  await accessibleInAll();
});

test("a closed dialog changes nothing", async () => {
  const { inputs } = await openStep(examination(), { certificate_pick: () => ({ picked: [] }) });
  await click("#pick-file");
  await expect.poll(() => inputs("certificate_pick").length).toBe(1);
  expect(inputs("certificate_examine")).toEqual([]);
  expect(isThere("#drop-zone")).toBe(true);
});

test("what takes time shows how far it is, and can be stopped", async () => {
  let refuse: (value: ReturnType<typeof fail>) => void = () => undefined;
  let tellMore: (done: number) => void = () => undefined;
  const { inputs } = await openStep(examination(), {
    certificate_examine: (_, tell) => {
      tellMore = (done) => tell({ done, planned: 40 });
      return new Promise((answer) => (refuse = answer));
    },
    certificate_cancel: () => {
      refuse(fail("certificate.cancelled", { actions: ["pick_file"] }));
      return {};
    },
  });
  await click("#pick-file");
  await expect.poll(() => inputs("certificate_examine").length).toBe(1);
  expect(isThere("#opening")).toBe(false);
  expect(isThere("#files")).toBe(false);

  tellMore(10);
  await at("#opening");
  expect(document.querySelector("progress")?.value).toBe(0.25);
  expect(words("#files")).toContain("fjordly.p12");
  await accessibleInAll();
  await click("#cancel");
  await at('#problem[data-code="certificate.cancelled"]');
  expect(isThere("#opening")).toBe(false);
  expect(inputs("certificate_cancel")).toEqual([{}]);
});

const REFUSED: [what: string, kind: string, name: string, words: string][] = [
  ["public_only", "cer", "fjordly.cer", "Sertifikatfil (.cer)"],
  ["document", "pdf", "brev.pdf", "PDF-dokument"],
  ["keystore_java", "jks", "lager.jks", "Nøkkellager for Java (JKS)"],
  ["unknown_file", "unknown", "støy.p12", "Ukjent innhold: Kan ikke brukes"],
];

test.each(REFUSED)("a file that is something else says what it is: %s", async (what, kind, name, said) => {
  const { inputs } = await openStep(refused(what, kind, name, { facts: { kind: text(kind) } }));
  await click("#pick-file");
  await at(`#problem[data-code="certificate.${what}"]`);
  expect(words("#files")).toContain(name);
  expect(words("#files")).toContain(said);
  await accessibleInAll();
  await click("#action-pick_file");
  await expect.poll(() => inputs("certificate_pick").length).toBe(2);
});

test("dropped files are opened once, and one that cannot be read says so", async () => {
  const view = examination();
  const unread = { file: null, name: "stor.p12", problem: problem("too_large", { facts: {} }) };
  const { inputs } = await openStep(
    { ...view, candidates: [], recommended: null, files: [file({ keys: 0, certificates: 0 })] },
    {},
    { picked: [...picking(view).picked, unread] },
  );
  await at('#problem[data-code="certificate.too_large"]');
  expect(inputs("certificate_examine")).toEqual([given({ f1: null })]);
  expect(words("#files")).toContain("stor.p12");
});

test("nothing is wider than a narrow window", async () => {
  await page.viewport(320, 480);
  await openStep(locked(set(), "password_needed", "f1", "f2", "f3"));
  await click("#pick-file");
  await at("#password");
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  await page.viewport(1280, 800);
});

test("an authority's certificate alone is told to be that", async () => {
  const cer = file({ name: "ca.cer", kind: "cer", keys: 0, certificates: 1 });
  await openStep(examination({ files: [cer], candidates: [], recommended: null }));
  await click("#pick-file");
  await at("#nothing");
  expect(words("#nothing")).toContain("sertifikatet til en utsteder");
  await accessibleInAll();
});

test("forgetting says first who loses access", async () => {
  const held = { certificate, administers: "admin-1" };
  const { inputs } = await openStep(examination(), { certificate_forget: () => appView() }, null, held);
  await click("#forget");
  expect(words("body")).toContain("Sertifikatet signerer for");
  expect(words("body")).toContain("admin-1");
  await accessibleInAll();
  expect(inputs("certificate_forget")).toEqual([]);
  await click("#forget-confirm");
  await expect.poll(() => inputs("certificate_forget").length).toBe(1);
});

test("forgetting a certificate that nobody signs with warns of nothing", async () => {
  await openStep(examination(), {}, null, { certificate });
  await click("#forget");
  await at("#forget-confirm");
  expect(words("body")).not.toContain("Sertifikatet signerer for");
});
