import type { KeyView } from "../../ipc/generated/KeyView";
import type { ObtainToken } from "../../ipc/generated/ObtainToken";
import type { SetupView } from "../../ipc/generated/SetupView";
import type { TokenView } from "../../ipc/generated/TokenView";
import type { TokenVariant } from "../../ipc/generated/TokenVariant";
import { ordinary } from "../ordinary";
import { VENDOR_SCOPES } from "../vendorScopes";

/** Scopes of the practice town that Maskinporten issues to everyone. */
const USUAL_SCOPES = ["altinn:instances.read", "altinn:correspondence.read", "altinn:broker.read"];

/** Scopes that the road leads to. */
export function suggestedScopes({ road }: SetupView): readonly string[] {
  return road?.steps.includes("system_user") === true ? VENDOR_SCOPES : USUAL_SCOPES;
}

export type Missing = "client_id" | "scopes";

/** A key that was registered a moment ago may not be known yet. */
const FRESH_MS = 3 * 60 * 1000;

/** How the last token was asked for: it does not say all of that itself, and nothing of it is stored. */
let last: { token: string; order: ObtainToken } | null = null;

/** Whoever leaves the step and comes back goes on from the same order. */
export function remember({ token }: TokenView, order: ObtainToken) {
  last = token === null ? null : { token, order };
}

/** What was refused, with what it rested on: another profile, client or credential is another beginning. */
let draft: { basis: string; order: ObtainToken } | null = null;

/** Whoever looks a refusal up, or mends its cause elsewhere, comes back to the order that was refused. */
export function keepDraft(profile: string, setup: SetupView, order: ObtainToken) {
  draft = { basis: basisOf(profile, setup), order };
}

function basisOf(profile: string, { key, certificate, maskinporten }: SetupView): string {
  return JSON.stringify([profile, key?.client_id, key?.kid, certificate?.fingerprint, maskinporten?.token]);
}

/** What was asked for last time, or what the earlier steps suggest. */
export function firstOrder(profile: string, setup: SetupView): ObtainToken {
  const { key, certificate, maskinporten } = setup;
  if (maskinporten && maskinporten.token !== null && maskinporten.token === last?.token) return last.order;
  if (draft?.basis === basisOf(profile, setup)) return draft.order;
  const signs = key ? "key" : "certificate";
  const again = maskinporten && (maskinporten.sign_with === "key" ? key : certificate);
  return {
    client_id: maskinporten?.client_id ?? key?.client_id ?? "",
    scopes: maskinporten?.scopes.join(" ") ?? "",
    sign_with: again ? maskinporten.sign_with : signs,
    ...ordinary,
    variant: maskinporten ? variantOf(maskinporten) : ordinary.variant,
  };
}

/** As far as a token tells what it was asked for with. */
function variantOf({ audience, consumer, supplier, system_user }: TokenView): TokenVariant {
  return {
    ...ordinary.variant,
    resources: audience.join(" "),
    consumer: supplier === null ? "" : (consumer ?? ""),
    owner: system_user?.owner ?? "",
  };
}

/** How many of the choices beyond the ordinary are made. */
export function howMany({ variant, algorithm }: ObtainToken): number {
  const typed = Object.values(variant).filter((text: string | null) => (text ?? "").trim() !== "").length;
  return typed + (algorithm === ordinary.algorithm ? 0 : 1);
}

export function whatIsMissing(order: ObtainToken): Missing[] {
  const fields: Missing[] = ["client_id", "scopes"];
  return fields.filter((field) => order[field].trim() === "");
}

/** Whether the order is signed with a key so new that Maskinporten may need a while. */
export function isFresh(order: ObtainToken, key: KeyView | null): boolean {
  if (order.sign_with !== "key" || !key?.registered_at) return false;
  return Date.now() - Date.parse(key.registered_at) < FRESH_MS;
}
