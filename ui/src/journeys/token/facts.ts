import type { TFunction } from "i18next";

import type { TokenLifetimeView } from "../../ipc/generated/TokenLifetimeView";
import type { TokenOrganisationView } from "../../ipc/generated/TokenOrganisationView";
import type { TokenReadingView } from "../../ipc/generated/TokenReadingView";
import type { TokenRole } from "../../ipc/generated/TokenRole";
import type { FactLine } from "../../parts/Facts";
import { dayAndTime, organisationNumber } from "../../parts/format";

/** Whom a token is about, most telling first. */
const WHOM: readonly TokenRole[] = ["system_user_owner", "consumer", "consent_from", "person", "client"];

/** By whom, for whom, for what, until when. */
export function mainFacts(reading: TokenReadingView, t: TFunction, language: string): FactLine[] {
  const { token, issuer, service, place, audience, parties, scopes, lifetime } = reading;
  const where = t(`token:place.${place}`);
  const named =
    service === null ? where : t("token:page.by", { service: t(`token:service.${service}`), place: where });
  const grant = token === "grant";
  const whom = WHOM.flatMap((role) => parties.filter((party) => party.role === role))[0];
  const receivers = grant ? [named, ...audience] : audience;
  const lines: FactLine[] = [
    { name: t("token:said.issuer"), value: [grant ? t("token:page.by_client") : named, issuer ?? ""] },
    {
      name: t("token:said.who"),
      value: whom ? (whom.organisation ? organisationText(whom.organisation, t) : whom.name) : "",
    },
    {
      name: t("token:said.for"),
      value: receivers.length === 0 && scopes.length > 0 ? t("token:page.any_receiver") : receivers,
    },
    { name: t("token:said.scopes"), value: [...new Set(scopes)], code: true },
    { name: t("token:said.expires"), value: expiry(lifetime, t, language) },
  ];
  return lines
    .map((line) =>
      typeof line.value === "string" ? line : { ...line, value: line.value.filter((one) => one !== "") },
    )
    .filter(({ value }) => value.length > 0);
}

/** Digits, with the register unless it is the usual one. */
export function organisationText({ id, number, authority }: TokenOrganisationView, t: TFunction): string {
  const digits = organisationNumber(number ?? id);
  return authority === "norwegian" ? digits : `${digits}, ${t(`token:authority.${authority}`)}`;
}

function expiry({ expires_at, remaining }: TokenLifetimeView, t: TFunction, language: string): string[] {
  if (expires_at === null) return [];
  return [dayAndTime(expires_at, language), ...(remaining === null ? [] : [left(remaining, t)])];
}

/** `9 min 12 s igjen`, `3 t 0 min siden`. */
export function left(seconds: number, t: TFunction): string {
  return t(`token:said.${seconds > 0 ? "remaining" : "past"}`, { time: length(Math.abs(seconds), t) });
}

/** `1 døgn 2 t`, `9 min 12 s`. */
export function length(whole: number, t: TFunction): string {
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor(whole / 3_600);
  const minutes = Math.floor(whole / 60);
  if (days > 0) return t("token:time.days", { days, hours: hours % 24 });
  if (hours > 0) return t("token:time.hours", { hours, minutes: minutes % 60 });
  if (minutes > 0) return t("token:time.minutes", { minutes, seconds: whole % 60 });
  return t("token:time.seconds", { seconds: whole });
}
