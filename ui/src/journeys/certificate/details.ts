import type { TFunction } from "i18next";

import type { CertificateView } from "../../ipc/generated/CertificateView";
import type { FactLine } from "../../parts/Facts";
import { count, dayAndTimeIn } from "../../parts/format";
import { policyName } from "./policies";

const DAY = 86_400_000;

/** Everything, for those who want it; what the file does not say is left out. */
export function detailFacts(
  certificate: CertificateView,
  t: TFunction,
  language: string,
  now: Date,
): FactLine[] {
  const moment = (value: string) => [
    dayAndTimeIn(value, "Europe/Oslo", language),
    dayAndTimeIn(value, "UTC", language),
  ];
  const line = (name: string, value: FactLine["value"], code = false): FactLine => ({
    name: t(`certificate:fact.${name}`),
    value,
    code,
  });
  const lines = [
    line("file_name", certificate.file_name),
    line("subject", certificate.subject),
    line("organisation_source", certificate.organisation_source ?? "", true),
    line("issuer_whole", certificate.issuer),
    line("alternative_names", certificate.alternative_names),
    line("not_before", moment(certificate.not_before)),
    line("not_after", moment(certificate.not_after)),
    line("days", daysLeft(certificate.not_after, t, now)),
    line("generation", t(`certificate:generation.${certificate.generation}`)),
    line(
      "policies",
      certificate.policies.map((policy) => policyLine(policy, t)),
    ),
    line("proved", t(certificate.proved ? "certificate:proved" : "certificate:unproved")),
    line(
      "key_bits",
      `${certificate.key_algorithm === "" ? "RSA" : certificate.key_algorithm} ${certificate.key_bits}`,
    ),
    line("encoding", certificate.encoding, true),
    line("serial", certificate.serial, true),
    line("fingerprint", certificate.fingerprint, true),
    line("key_fingerprint", certificate.key_fingerprint, true),
    line("others", certificate.others === 0 ? "" : count(certificate.others, language)),
  ];
  return lines.filter(({ value }) => value.length > 0);
}

function daysLeft(not_after: string, t: TFunction, now: Date): string {
  const days = Math.floor((new Date(not_after).getTime() - now.getTime()) / DAY);
  return days < 0
    ? t("certificate:days.over", { count: -days })
    : t("certificate:days.left", { count: days });
}

function policyLine(oid: string, t: TFunction): string {
  const name = policyName(oid);
  return name === null ? oid : t("certificate:policy_line", { oid, name: t(`certificate:policy.${name}`) });
}
