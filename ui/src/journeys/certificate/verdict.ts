import type { TFunction } from "i18next";

import type { CandidateView } from "../../ipc/generated/CandidateView";
import type { CertificateView } from "../../ipc/generated/CertificateView";
import type { ExaminedFileView } from "../../ipc/generated/ExaminedFileView";
import type { FindingView } from "../../ipc/generated/FindingView";
import type { Problem } from "../../ipc/generated/Problem";
import type { FactLine } from "../../parts/Facts";
import { day, isolated, organisationNumber } from "../../parts/format";
import type { MarkKind } from "../../parts/Mark";

const NO_KEY: Problem = { code: "certificate.no_key", turn: "you", facts: {}, actions: [], said: null };

/** What a certificate comes to on the page. */
export interface Judgement {
  kind: MarkKind;
  /** Name of the two words on its card. */
  short: "good" | "warning" | "key" | "no_key" | "revoked" | "blocking";
  /** It, or its key alone, can be used. */
  useful: boolean;
  /** Why it cannot be used as it is. */
  reason: Problem | null;
  /** The rest of what there is to say. */
  findings: readonly FindingView[];
  /** Where a new one is ordered. */
  issuer: "town_hall" | "order_buypass" | "order_commfides";
}

/** With what is said of its own file. */
export function judgement(
  { certificate, file, has_key }: CandidateView,
  files: readonly ExaminedFileView[],
): Judgement {
  const home = files.find((one) => one.file === file);
  // That a file has no key says nothing where another has it.
  const ofFile = (home?.findings ?? []).filter(({ severity }) => severity !== "blocking" || !has_key);
  const all = [...certificate.findings, ...ofFile];
  const blocking = all.find(({ severity }) => severity === "blocking");
  const useful = has_key && certificate.usable !== "nothing";
  const reason = blocking?.problem ?? (has_key ? null : NO_KEY);
  const kind = kindOf(certificate, has_key, all);
  return {
    kind,
    short: shortOf(certificate, has_key, kind),
    useful,
    reason,
    findings: all.filter((finding) => finding !== blocking),
    issuer: issuerOf(certificate),
  };
}

function kindOf(certificate: CertificateView, has_key: boolean, findings: readonly FindingView[]): MarkKind {
  const has = (severity: FindingView["severity"]) =>
    findings.some((finding) => finding.severity === severity);
  if (has_key && (certificate.usable === "nothing" || has("blocking"))) return "blocking";
  if (certificate.findings.some(({ severity }) => severity === "blocking")) return "blocking";
  return !has_key || certificate.usable === "registered_key" || has("warning") ? "warning" : "good";
}

function shortOf(
  { usable, revocation }: CertificateView,
  has_key: boolean,
  kind: MarkKind,
): Judgement["short"] {
  if (revocation === "revoked") return "revoked";
  if (!has_key) return "no_key";
  if (usable === "nothing") return "blocking";
  if (usable === "registered_key") return "key";
  return kind === "good" ? "good" : "warning";
}

function issuerOf({ issuer_family }: CertificateView): Judgement["issuer"] {
  if (issuer_family === "practice") return "town_hall";
  return issuer_family === "commfides" ? "order_commfides" : "order_buypass";
}

/** All of it in one sentence. What an earlier version stored has no name for its own. */
export function sentence(certificate: CertificateView, t: TFunction, language: string): string {
  const { verdict, usable, organisation_name, subject_name, organisation, not_after, issuer_name } =
    certificate;
  const key = verdict === "" ? `earlier.${usable}` : `verdict.${verdict}`;
  return t(`certificate:${key}`, {
    name: isolated((organisation_name ?? subject_name) || t("certificate:nameless")),
    date: day(not_after, language),
    number: organisationNumber(organisation ?? ""),
    issuer: isolated(issuer_name),
  });
}

export function isOver({ not_after }: CertificateView): boolean {
  return new Date(not_after) < new Date();
}

/** At most five. */
export function mainFacts(certificate: CertificateView, t: TFunction, language: string): FactLine[] {
  const { organisation_name, subject_name, organisation } = certificate;
  const name = organisation_name ?? subject_name;
  const lines: FactLine[] = [
    {
      name: t(`certificate:fact.${(organisation_name ?? organisation) ? "organisation" : "name"}`),
      value: [name, organisationNumber(organisation ?? "")].filter((one) => one !== ""),
    },
    { name: t("certificate:fact.issuer"), value: certificate.issuer_name },
    { name: t("certificate:fact.role"), value: t(`certificate:role.${certificate.role}`) },
    {
      name: t("certificate:fact.belongs_to"),
      value: t(`certificate:${certificate.proved ? "belongs_to" : "probably"}.${certificate.belongs_to}`),
    },
    {
      name: t(`certificate:fact.${isOver(certificate) ? "expired" : "not_after"}`),
      value: day(certificate.not_after, language),
    },
  ];
  return lines.filter(({ value }) => value.length > 0);
}

const ANSWERS = [
  "not_revoked",
  "revoked",
  "revocation_unknown",
  "revocation_no_address",
  "revocation_stale",
  "revocation_untrusted",
  "revocation_not_known_to_issuer",
  "revocation_not_checked",
].map((what) => `certificate.${what}`);

/** Whether one of the findings says what the issuer answered. */
export function tellsOfRevocation({ findings }: CertificateView): boolean {
  return findings.some(({ problem }) => ANSWERS.includes(problem.code));
}

/** Findings while the issuer is asked: that nobody has asked is not said then. */
export function beforeTheAnswer(findings: readonly FindingView[]): FindingView[] {
  return findings.filter(({ problem }) => problem.code !== "certificate.revocation_not_checked");
}
