import type { CandidateView } from "../ipc/generated/CandidateView";
import type { CertificateView } from "../ipc/generated/CertificateView";
import type { ExaminationView } from "../ipc/generated/ExaminationView";
import type { SetupView } from "../ipc/generated/SetupView";
import { fail, type Script } from "../ipc/hosts/scripted";
import {
  blocked,
  candidate,
  examination,
  file,
  finding,
  GOOD,
  moment,
  problem,
  refused,
  set,
  text,
} from "./certificates";

const PASSWORD = "fjord";
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
const expired = finding("blocking", "expired", "your_organisation", {
  not_after: moment("2025-06-01T21:59:00Z"),
});

/** What the chosen files can be: `?scripted&files=<name>`. */
const STATES: Record<string, () => ExaminationView> = {
  one: examination,
  set,
  cer: () =>
    examination({
      files: [file({ name: "fjordly.cer", kind: "cer", keys: 0, certificates: 1 })],
      candidates: [candidate({ file_name: "fjordly.cer", verdict: "public_half" }, { has_key: false })],
      recommended: null,
    }),
  public: () => refused("public_only", "cer", "fjordly.cer"),
  pdf: () => refused("document", "pdf", "brev.pdf", { facts: { kind: text("PDF") } }),
  jks: () => refused("keystore_java", "jks", "keystore.jks", { facts: { kind: text("JKS") } }),
  expired: () => blocked(expired, { not_after: "2025-06-01T21:59:00Z", generation: "seid1" }),
  encryption: () =>
    blocked(finding("blocking", "encryption_only"), {
      role: "encryption",
      verdict: "encryption",
      usable: "nothing",
    }),
  person: () =>
    blocked(finding("blocking", "personal", "your_organisation"), {
      verdict: "personal",
      usable: "nothing",
      organisation: null,
      subject_name: "Kari Øvrebø",
      organisation_name: null,
      chain: [
        { name: "Kari Øvrebø", place: "given" },
        { name: "Øvingspass Class 3 CA Person", place: "missing" },
      ],
    }),
  environment: () =>
    blocked(
      finding("blocking", "other_environment", "you", { theirs: text("production"), ours: text("practice") }),
      {
        belongs_to: "production",
        verdict: "wrong_environment_production",
        usable: "nothing",
      },
    ),
  nomac: () => examination({ files: [file({ findings: [finding("warning", "no_mac")] })] }),
};

/** The preview's certificates. Names beside the states: locked, three (locked), spaces, slow, revoked, offline. */
export function doctor(state: string, learn: (parts: Partial<SetupView>) => unknown): Script {
  let view = (STATES[state] ?? (state === "three" ? set : examination))();
  return {
    certificate_pick: () => ({ picked: view.files.map(({ file, name }) => ({ file, name, problem: null })) }),
    certificate_drops: () => ({}),
    certificate_cancel: () => ({}),
    certificate_examine: async ({ files }, tell) => {
      for (let done = 1; state === "slow" && done < 40; done += 1) {
        await pause(150);
        tell({ done, planned: 40 });
      }
      const isLocked = ["locked", "three", "spaces"].includes(state);
      const locked = view.files.map((one) => {
        const password = files.find(({ file }) => file === one.file)?.password ?? null;
        if (!isLocked || password === PASSWORD) return one;
        const wrong = password !== password?.trim() ? "wrong_password_spaces" : "wrong_password";
        const what = password === null ? "password_needed" : wrong;
        return {
          ...one,
          keys: 0,
          certificates: 0,
          problem: problem(what, { actions: ["enter_password", "pick_file"] }),
        };
      });
      const open = locked.filter((one) => one.problem === null).map(({ name }) => name);
      const candidates = view.candidates.filter(
        ({ certificate }) => !isLocked || open.includes(certificate.file_name),
      );
      return { ...view, files: locked, candidates };
    },
    certificate_check: async () => {
      await pause(1500);
      if (state === "offline") return fail("network.unreachable", { turn: "network" });
      const found =
        state === "revoked"
          ? [
              finding("blocking", "revoked", "your_organisation", {
                since: moment("2026-10-02T09:00:00Z"),
              }),
              ...GOOD.slice(0, 1),
            ]
          : [finding("good", "not_revoked")];
      const candidates = view.candidates.map((one): CandidateView => {
        const { certificate } = one;
        const answered: CertificateView =
          state === "revoked"
            ? {
                ...certificate,
                revocation: "revoked",
                findings: found,
                verdict: "revoked",
                usable: "nothing",
              }
            : { ...certificate, revocation: "good", findings: [...certificate.findings, ...found] };
        return { ...one, certificate: answered };
      });
      view = { ...view, candidates };
      return view;
    },
    certificate_use: ({ fingerprint }) => {
      const used = view.candidates.find(
        ({ certificate }) => certificate.fingerprint === fingerprint,
      )?.certificate;
      if (used === undefined) return fail("certificate.no_certificate");
      learn({ certificate: used });
      return used;
    },
    certificate_save: ({ pem }) => ({ saved: pem ? "310204577.pem" : "310204577.cer" }),
  };
}
