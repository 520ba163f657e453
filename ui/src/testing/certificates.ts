import type { CandidateView } from "../ipc/generated/CandidateView";
import type { CertificateView } from "../ipc/generated/CertificateView";
import type { ExaminationView } from "../ipc/generated/ExaminationView";
import type { ExaminedFileView } from "../ipc/generated/ExaminedFileView";
import type { FactView } from "../ipc/generated/FactView";
import type { FindingView } from "../ipc/generated/FindingView";
import type { Problem } from "../ipc/generated/Problem";
import type { SeverityView } from "../ipc/generated/SeverityView";
import type { TurnView } from "../ipc/generated/TurnView";
import { certificate } from "./views";

export const moment = (value: string): FactView => ({ kind: "moment", value });
export const text = (value: string): FactView => ({ kind: "text", value });

export function problem(what: string, parts: Partial<Problem> = {}): Problem {
  return { code: `certificate.${what}`, turn: "you", facts: {}, actions: [], said: null, ...parts };
}

export function finding(
  severity: SeverityView,
  what: string,
  turn: TurnView = "you",
  facts: Problem["facts"] = {},
): FindingView {
  return { severity, problem: problem(what, { turn, facts }) };
}

export const GOOD: FindingView[] = [
  finding("good", "trusted", "you", { issuer: text("Øvingspass Class 3 CA") }),
  finding("good", "in_date", "you", { not_after: moment(certificate.not_after) }),
  finding("good", "authentication"),
];

/** A certificate with its key and nothing wrong with it; change what the test is about. */
export function candidate(
  parts: Partial<CertificateView> = {},
  more: Partial<CandidateView> = {},
): CandidateView {
  return {
    certificate: {
      ...certificate,
      verdict: "ready",
      revocation: "not_checked",
      findings: GOOD,
      others: 0,
      ...parts,
    },
    file: "f1",
    has_key: true,
    why: null,
    ...more,
  };
}

/** A file that opened. */
export function file(parts: Partial<ExaminedFileView> = {}): ExaminedFileView {
  const { file_name } = certificate;
  return {
    file: "f1",
    name: file_name,
    kind: "p12",
    problem: null,
    keys: 1,
    certificates: 3,
    findings: [],
    ...parts,
  };
}

/** One file with one good certificate. */
export function examination(parts: Partial<ExaminationView> = {}): ExaminationView {
  return {
    examination: "e1",
    files: [file()],
    candidates: [candidate()],
    recommended: certificate.fingerprint,
    ...parts,
  };
}

/** A file that did not open, alone. */
export function refused(
  what: string,
  kind: string,
  name: string,
  parts: Partial<Problem> = {},
): ExaminationView {
  const refusal = problem(what, { actions: ["pick_file"], ...parts });
  const files = [file({ name, kind, problem: refusal, keys: 0, certificates: 0 })];
  return examination({ files, candidates: [], recommended: null });
}

/** One certificate that cannot be used as it is. */
export function blocked(blocking: FindingView, parts: Partial<CertificateView> = {}): ExaminationView {
  const findings = [blocking, ...GOOD.slice(0, 1)];
  const one = candidate({ verdict: "expired", usable: "registered_key", findings, ...parts });
  return examination({ candidates: [one] });
}

const AUTHENTICATION = "a1".repeat(32);
const SIGNING = "b2".repeat(32);
const ENCRYPTION = "c3".repeat(32);
export const COMMFIDES_SET = { AUTHENTICATION, SIGNING, ENCRYPTION };

const commfides: Partial<CertificateView> = {
  issuer_name: "Øvingsfides Legal Person - G3",
  policies: ["2.16.578.1.29.913.210.1.2", "0.4.0.194112.1.1"],
  alternative_names: ["post@fjordly.example"],
};

/** Three files of one order: authentication, signing, encryption. */
export function set(): ExaminationView {
  return examination({
    files: [
      file({ file: "f1", name: "fjordly-auth.p12" }),
      file({ file: "f2", name: "fjordly-sign.p12" }),
      file({ file: "f3", name: "fjordly-enc.p12" }),
    ],
    candidates: [
      candidate(
        { ...commfides, fingerprint: AUTHENTICATION, file_name: "fjordly-auth.p12" },
        { why: "authentication_preferred" },
      ),
      candidate(
        {
          ...commfides,
          fingerprint: SIGNING,
          file_name: "fjordly-sign.p12",
          role: "signing",
          verdict: "ready_signing",
          findings: [finding("note", "signing_only"), ...GOOD.slice(0, 2)],
        },
        { file: "f2" },
      ),
      candidate(
        {
          ...commfides,
          fingerprint: ENCRYPTION,
          file_name: "fjordly-enc.p12",
          role: "encryption",
          verdict: "encryption",
          usable: "nothing",
          findings: [finding("blocking", "encryption_only"), ...GOOD.slice(0, 2)],
        },
        { file: "f3" },
      ),
    ],
    recommended: AUTHENTICATION,
  });
}
