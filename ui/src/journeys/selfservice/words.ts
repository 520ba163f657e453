import type { TFunction } from "i18next";

const TYPES = [
  "maskinporten",
  "api_klient",
  "idporten",
  "ansattporten",
  "krr",
  "eformidling",
  "idporten_saml2",
];

/** Digdir's integration type in words; one that we do not know stands as Digdir writes it. */
export function integrationType(type: string, t: TFunction<"selfservice">): string {
  return TYPES.includes(type) ? t(`type.${type}`) : type;
}
