import type { ExaminationView } from "../ipc/generated/ExaminationView";
import type { PickedFiles } from "../ipc/generated/PickedFiles";
import type { SetupView } from "../ipc/generated/SetupView";
import { fail, type Script, scripted } from "../ipc/hosts/scripted";
import { CertificateStep } from "../journeys/certificate/CertificateStep";
import type { StepProps } from "../journeys/StepProps";
import { at, click } from "./at";
import { finding, problem } from "./certificates";
import { Live } from "./live";
import { show } from "./show";
import { appView } from "./views";

export function picking(view: ExaminationView): PickedFiles {
  return { picked: view.files.map(({ file, name }) => ({ file, name, problem: null })) };
}

/** The certificate step over files that come to this. */
export async function openStep(
  view: ExaminationView,
  script: Script = {},
  dropped: PickedFiles | null = null,
  setup: Partial<SetupView> = {},
) {
  const host = scripted({
    certificate_pick: () => picking(view),
    certificate_examine: () => view,
    certificate_check: () => answered(view, "good"),
    certificate_cancel: () => ({}),
    certificate_use: ({ fingerprint }) =>
      view.candidates.find((one) => one.certificate.fingerprint === fingerprint)?.certificate ??
      fail("certificate.no_certificate"),
    certificate_save: () => ({ saved: "310204577.cer" }),
    app_open_page: () => ({}),
    ...script,
  });
  const went: string[] = [];
  const Shown = (props: StepProps) => (
    <CertificateStep {...props} dropped={dropped} onTaken={() => undefined} />
  );
  const app = appView();
  const start = { ...app, setup: { ...app.setup, ...setup } };
  const live = <Live step={Shown} start={start} onGo={(place) => went.push(place)} />;
  await show(<div style={{ padding: "1rem" }}>{live}</div>, host);
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}

/** The same, up to the doctor's page. */
export async function openDoctor(view: ExaminationView, script: Script = {}) {
  const opened = await openStep(view, script);
  await click("#pick-file");
  await at("#verdict");
  return opened;
}

/** Some of its files locked, or not opened by what was typed. */
export function locked(view: ExaminationView, what: string, ...ids: string[]): ExaminationView {
  const refusal = problem(what, { actions: ["enter_password"] });
  const files = view.files.map((one) =>
    ids.includes(one.file) ? { ...one, keys: 0, certificates: 0, problem: refusal } : one,
  );
  const open = files.filter((one) => one.problem === null).map(({ name }) => name);
  const candidates = view.candidates.filter((one) => open.includes(one.certificate.file_name));
  return { ...view, files, candidates };
}

/** What is sent to open files with these passwords. */
export function given(passwords: Record<string, string | null>) {
  return { files: Object.entries(passwords).map(([file, password]) => ({ file, password })) };
}

/** The issuer's answer in it. */
export function answered(view: ExaminationView, revocation: "good" | "unknown"): ExaminationView {
  const answer =
    revocation === "good" ? finding("good", "not_revoked") : finding("note", "revocation_unknown", "network");
  const candidates = view.candidates.map((one) => ({
    ...one,
    certificate: { ...one.certificate, revocation, findings: [...one.certificate.findings, answer] },
  }));
  return { ...view, candidates };
}

export const answer = (state: string) => at(`#revocation[data-state="${state}"]`);

export function verdict(): string | null | undefined {
  return document.querySelector("#verdict")?.getAttribute("data-verdict");
}
