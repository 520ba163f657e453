import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

import type { ExaminationView } from "../../ipc/generated/ExaminationView";
import { fail, type Script, scripted } from "../../ipc/hosts/scripted";
import { at, click, isThere, words } from "../../testing/at";
import {
  blocked,
  candidate,
  COMMFIDES_SET,
  examination,
  file,
  finding,
  GOOD,
  moment,
  set,
  text,
} from "../../testing/certificates";
import { accessibleInAll } from "../../testing/languages";
import { Live } from "../../testing/live";
import { show } from "../../testing/show";
import { appView, certificate } from "../../testing/views";
import type { StepProps } from "../StepProps";
import { CertificateStep } from "./CertificateStep";

const Shown = (props: StepProps) => <CertificateStep {...props} dropped={null} onTaken={() => undefined} />;

async function open(view: ExaminationView, script: Script = {}) {
  const host = scripted({
    certificate_pick: () => ({
      picked: view.files.map((one) => ({ file: one.file, name: one.name, problem: null })),
    }),
    certificate_examine: () => view,
    certificate_check: () => withRevocation(view, "good"),
    certificate_use: ({ fingerprint }) =>
      view.candidates.find((one) => one.certificate.fingerprint === fingerprint)?.certificate ??
      fail("certificate.no_certificate"),
    certificate_save: () => ({ saved: "310204577.cer" }),
    app_open_page: () => ({}),
    ...script,
  });
  const went: string[] = [];
  const live = <Live step={Shown} start={appView()} onGo={(place) => went.push(place)} />;
  await show(<div style={{ padding: "1rem" }}>{live}</div>, host);
  await click("#pick-file");
  await at("#verdict");
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}

function withRevocation(view: ExaminationView, revocation: "good" | "unknown"): ExaminationView {
  const answer =
    revocation === "good" ? finding("good", "not_revoked") : finding("note", "revocation_unknown", "network");
  const candidates = view.candidates.map((one) => ({
    ...one,
    certificate: { ...one.certificate, revocation, findings: [...one.certificate.findings, answer] },
  }));
  return { ...view, candidates };
}

const answer = (state: string) => at(`#revocation[data-state="${state}"]`);
const verdict = () => document.querySelector("#verdict")?.getAttribute("data-verdict");

test("a good certificate is checked, then used, and only then stored", async () => {
  const { inputs } = await open(examination());
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
  await open(
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
  const { inputs } = await open(set());
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
  await open(set());
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  const tops = [...document.querySelectorAll('[id^="candidate-"]')].map(
    (one) => one.getBoundingClientRect().left,
  );
  expect(new Set(tops).size).toBe(1);
  await page.viewport(1280, 800);
});

test("one for encryption alone is of no use: why, and what to do instead", async () => {
  const { went, inputs } = await open(
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
  const { went, inputs } = await open(blocked(expired, { not_after: over }));
  await at('#instead[data-code="certificate.expired"]');
  expect(words("#verdict")).toContain("Sertifikatet til Fjordly Regnskap AS gikk ut 1. juni 2025.");
  expect(words("#verdict")).toContain("Utløp1. juni 2025");
  expect(words("#primary")).toBe("Registrer nøkkelen");
  await accessibleInAll();
  await click("#primary");
  await expect.poll(() => went).toEqual(["key"]);
  expect(inputs("certificate_use")).toHaveLength(1);
});

test.each(["personal", "other_environment"])("%s is refused with its own words", async (what) => {
  const facts = { theirs: text("production"), ours: text("practice") };
  const { went } = await open(
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
  const { inputs } = await open(
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

test("what is said of its file is said with it", async () => {
  await open(examination({ files: [file({ findings: [finding("warning", "no_mac")] })] }));
  await at('#verdict [data-code="certificate.no_mac"]');
  expect(verdict()).toBe("warning");
  expect(words("#primary")).toBe("Bruk i Maskinporten");
});

test("a revoked one is found out while the page is shown", async () => {
  let tell: (view: ExaminationView) => void = () => undefined;
  const findings = [...GOOD, finding("note", "revocation_not_checked")];
  const view = examination({ candidates: [candidate({ findings })] });
  await open(view, { certificate_check: () => new Promise((done) => (tell = done)) });
  await answer("asking");
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
  const { inputs } = await open(view, {
    certificate_check: () =>
      offline ? fail("network.unreachable", { turn: "network" }) : withRevocation(view, "unknown"),
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

test("a refused use says why, and the certificate stays looked at", async () => {
  await open(examination(), {
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
