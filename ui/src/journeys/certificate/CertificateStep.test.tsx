import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

import type { ExaminationView } from "../../ipc/generated/ExaminationView";
import type { PickedFiles } from "../../ipc/generated/PickedFiles";
import { fail, type Script, scripted } from "../../ipc/hosts/scripted";
import { click, fill, isThere, words, at } from "../../testing/at";
import { examination, file, problem, refused, set, text } from "../../testing/certificates";
import { accessibleInAll } from "../../testing/languages";
import { Live } from "../../testing/live";
import { show } from "../../testing/show";
import { appView } from "../../testing/views";
import type { StepProps } from "../StepProps";
import { CertificateStep } from "./CertificateStep";

const picking = (view: ExaminationView): PickedFiles => ({
  picked: view.files.map((one) => ({ file: one.file, name: one.name, problem: null })),
});

async function open(view: ExaminationView, script: Script = {}, dropped: PickedFiles | null = null) {
  const host = scripted({
    certificate_pick: () => picking(view),
    certificate_examine: () => view,
    certificate_check: () => view,
    certificate_cancel: () => ({}),
    app_open_page: () => ({}),
    ...script,
  });
  const went: string[] = [];
  const Shown = (props: StepProps) => (
    <CertificateStep {...props} dropped={dropped} onTaken={() => undefined} />
  );
  const live = <Live step={Shown} start={appView()} onGo={(place) => went.push(place)} />;
  await show(<div style={{ padding: "1rem" }}>{live}</div>, host);
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}

const locked = (view: ExaminationView, what: string, ...ids: string[]): ExaminationView => {
  const files = view.files.map((one) =>
    ids.includes(one.file)
      ? { ...one, keys: 0, certificates: 0, problem: problem(what, { actions: ["enter_password"] }) }
      : one,
  );
  const names = files.filter((one) => one.problem === null).map(({ name }) => name);
  return {
    ...view,
    files,
    candidates: view.candidates.filter((one) => names.includes(one.certificate.file_name)),
  };
};

const given = (passwords: Record<string, string | null>) => ({
  files: Object.entries(passwords).map(([id, password]) => ({ file: id, password })),
});

test("before anything is chosen, it says what to bring and what people ask", async () => {
  const { inputs } = await open(examination());
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
  const { inputs } = await open(examination(), { certificate_pick: () => ({ picked: [] }) });
  await click("#pick-file");
  await expect.poll(() => inputs("certificate_pick").length).toBe(1);
  expect(inputs("certificate_examine")).toEqual([]);
  expect(isThere("#drop-zone")).toBe(true);
});

test("one locked file: its password, a wrong one, and the right one", async () => {
  const view = examination();
  const { inputs } = await open(view, {
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
  const { inputs } = await open(view, {
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
  const { inputs } = await open(view, {
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
  await open(locked(set(), "password_needed", "f3"));
  await click("#pick-file");
  await click("#without-locked");
  await at("#verdict");
  expect(isThere("#candidate-a1a1a1a1")).toBe(true);
  expect(isThere("#candidate-c3c3c3c3")).toBe(false);
});

test("what takes time shows how far it is, and can be stopped", async () => {
  let refuse: (value: ReturnType<typeof fail>) => void = () => undefined;
  let tellMore: (done: number) => void = () => undefined;
  const { inputs } = await open(examination(), {
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
  ["document", "PDF", "brev.pdf", "PDF-dokument"],
  ["keystore_java", "JKS", "lager.jks", "Nøkkellager for Java (JKS)"],
  ["unknown_file", "", "støy.p12", "Kan ikke brukes"],
];

test.each(REFUSED)("a file that is something else says what it is: %s", async (what, kind, name, said) => {
  const { inputs } = await open(refused(what, kind, name, { facts: { kind: text(kind) } }));
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
  const { inputs } = await open(
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
  await open(locked(set(), "password_needed", "f1", "f2", "f3"));
  await click("#pick-file");
  await at("#password");
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  await page.viewport(1280, 800);
});
