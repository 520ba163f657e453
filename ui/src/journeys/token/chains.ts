import type { TokenPartyView } from "../../ipc/generated/TokenPartyView";
import type { TokenReadingView } from "../../ipc/generated/TokenReadingView";
import type { TokenRole } from "../../ipc/generated/TokenRole";

/** Text key `page.picture.<arrow>`. */
export type Arrow =
  "owned_by" | "asks_for" | "on_behalf_of" | "system_user" | "logged_in" | "about" | "consented";

/** A box of the picture, with the arrow that leads to it. */
export interface Box {
  /** Text key `page.picture.<title>`. */
  title: TokenRole | "vendor";
  role: TokenRole;
  /** Several where several are the same to the token. */
  parties: readonly TokenPartyView[];
  arrow: Arrow | null;
}

type Said = Pick<TokenReadingView, "token" | "parties">;

/** Who acts for whom, from whoever holds the token to whom it is about; a consent is a chain of its own. */
export function chains({ token, parties }: Said): readonly (readonly Box[])[] {
  const asked = token === "maskinporten" || token === "grant";
  const vendor = parties.some(({ role }) => role === "system_user_owner") && token !== "grant";
  const roles: readonly TokenRole[] = asked
    ? ["client", "supplier", "consumer", "system_user_owner", "person"]
    : ["person", "client", "supplier", "consumer", "system_user_owner"];
  const chain = (order: readonly TokenRole[]): Box[] => {
    const there = order.filter((role) => parties.some((party) => party.role === role));
    return there.map((role, place) => ({
      title: role === "consumer" && vendor ? "vendor" : role,
      role,
      parties: parties.filter((party) => party.role === role),
      arrow: arrowTo(role, there[place - 1], token),
    }));
  };
  return [chain(roles), chain(["consent_from", "consent_to"])].filter((boxes) => boxes.length > 0);
}

function arrowTo(
  role: TokenRole,
  before: TokenRole | undefined,
  token: TokenReadingView["token"],
): Arrow | null {
  if (before === undefined) return null;
  if (before === "person") return "logged_in";
  switch (role) {
    case "consumer":
      if (before === "supplier") return "on_behalf_of";
      return token === "grant" ? "asks_for" : "owned_by";
    case "system_user_owner":
      return "system_user";
    case "person":
      return "about";
    case "consent_to":
      return "consented";
    default:
      return "owned_by";
  }
}

/** Whom the calls are about, in a sentence: text key `page.picture.means.<meaning>`. */
export function meaning({ token, parties }: Said) {
  const has = (role: TokenRole) => parties.some((party) => party.role === role);
  if (has("system_user_owner")) return "system_user";
  if (has("consent_from")) return "consent";
  if (has("supplier") && has("consumer")) return "supplier";
  if (has("person") && (token === "idporten" || token === "altinn")) return "person";
  return token === "maskinporten" && has("consumer") ? "alone" : null;
}
