import type { TFunction } from "i18next";

import type { CertificateView } from "../../ipc/generated/CertificateView";
import type { FindingView } from "../../ipc/generated/FindingView";
import type { TurnView } from "../../ipc/generated/TurnView";
import type { FactLine } from "../../parts/Facts";
import { count, day, organisationNumber } from "../../parts/format";
import type { MarkKind } from "../../parts/Mark";
import type { VerdictGroup } from "../../parts/VerdictCard";
import { factTexts } from "../../problems/facts";

/** The weight of the whole. */
export function verdictKind({ usable, findings }: CertificateView): MarkKind {
  const has = (severity: FindingView["severity"]) =>
    findings.some((finding) => finding.severity === severity);
  if (usable === "nothing" || has("blocking")) return "blocking";
  return usable === "registered_key" || has("warning") ? "warning" : "good";
}

/** Which sentence says it: what is blocked is not called usable. */
export function verdictName(certificate: CertificateView): string {
  return verdictKind(certificate) === "blocking" ? "nothing" : certificate.usable;
}

/** At most five. */
export function mainFacts(certificate: CertificateView, t: TFunction, language: string): FactLine[] {
  const { organisation_name, subject_name, organisation } = certificate;
  const name = organisation_name ?? subject_name;
  return [
    {
      name: t("certificate:fact.organisation"),
      value: organisation === null ? name : [name, organisationNumber(organisation)],
    },
    { name: t("certificate:fact.issuer"), value: certificate.issuer_name },
    { name: t("certificate:fact.role"), value: t(`certificate:role.${certificate.role}`) },
    { name: t("certificate:fact.belongs_to"), value: t(`certificate:belongs_to.${certificate.belongs_to}`) },
    { name: t("certificate:fact.not_after"), value: day(certificate.not_after, language) },
  ];
}

/** What few need, folded. */
export function details(certificate: CertificateView, t: TFunction, language: string): FactLine[] {
  const lines: FactLine[] = [
    { name: t("certificate:fact.file_name"), value: certificate.file_name },
    { name: t("certificate:fact.not_before"), value: day(certificate.not_before, language) },
    { name: t("certificate:fact.generation"), value: t(`certificate:generation.${certificate.generation}`) },
    {
      name: t("certificate:fact.proved"),
      value: t(certificate.proved ? "certificate:proved" : "certificate:unproved"),
    },
    { name: t("certificate:fact.key_bits"), value: `RSA ${certificate.key_bits}` },
    { name: t("certificate:fact.encoding"), value: certificate.encoding, code: true },
    { name: t("certificate:fact.serial"), value: certificate.serial, code: true },
    { name: t("certificate:fact.fingerprint"), value: certificate.fingerprint, code: true },
  ];
  if (certificate.others > 0) {
    lines.push({ name: t("certificate:fact.others"), value: count(certificate.others, language) });
  }
  return lines;
}

const WEIGHT: Record<FindingView["severity"], number> = { blocking: 0, warning: 1, note: 2, good: 3 };
const MOVES: readonly TurnView[] = ["you", "your_organisation", "service", "network", "us"];

/** Findings by whose move it is, heaviest first; what is in order comes last. */
export function findingGroups({ findings }: CertificateView, t: TFunction, language: string): VerdictGroup[] {
  const sorted = findings.toSorted((one, other) => WEIGHT[one.severity] - WEIGHT[other.severity]);
  const toItem = ({ severity, problem }: FindingView) => {
    const facts = factTexts(problem.facts, t, language);
    const title = t([`problems:${problem.code}.title`, "common:problem.unknown.title"], facts);
    const remedy = t([`problems:${problem.code}.remedy`, "common:problem.unknown.remedy"], facts);
    return { key: problem.code, kind: severity, title, ...(severity !== "good" && { text: remedy }) };
  };
  const open = sorted.filter((finding) => finding.severity !== "good");
  const groups = MOVES.map((turn) => ({
    title: t(`common:move.${turn}`),
    items: open.filter((finding) => finding.problem.turn === turn).map(toItem),
  }));
  const good = sorted.filter((finding) => finding.severity === "good").map(toItem);
  return [...groups, { title: t("common:move.good"), items: good }].filter((group) => group.items.length > 0);
}
