import type { LoginAuthentication } from "../../ipc/generated/LoginAuthentication";
import type { LoginLevel } from "../../ipc/generated/LoginLevel";
import type { LoginPrompt } from "../../ipc/generated/LoginPrompt";
import type { LoginProvider } from "../../ipc/generated/LoginProvider";
import type { LoginView } from "../../ipc/generated/LoginView";
import type { Represent } from "../../ipc/generated/Represent";
import type { RepresentAbout } from "../../ipc/generated/RepresentAbout";
import type { StartLogin } from "../../ipc/generated/StartLogin";
import type { LoginWish } from "../loginWish";

/** Always asked for, so not shown in the field. */
const IMPLIED = ["openid", "profile"];
const USUAL_SCOPES = "altinn:accessmanagement/authorizedparties altinn:instances.read";

/** What to register on the client, to the letter. */
const REGISTERED = {
  free_port: "http://127.0.0.1:0/callback",
  fixed_port: "http://127.0.0.1:38431/callback",
  localhost: "http://localhost:38431/callback",
  ipv6: "http://[::1]:0/callback",
};
/** Which form it is on the screen; another one stands as somebody typed it. */
export type RedirectForm = keyof typeof REGISTERED | "other";
export const REDIRECT_FORMS: readonly RedirectForm[] = [
  "free_port",
  "fixed_port",
  "localhost",
  "ipv6",
  "other",
];

/** Logins of another kind than a Norwegian electronic ID; each provider has its own. */
export type Also = "european" | "email" | "work_account";
export const ALSO: Record<LoginProvider, readonly Also[]> = {
  idporten: ["european", "email"],
  ansattporten: ["work_account"],
};

export type RepresentKind = RepresentAbout["kind"] | "nobody";

/** What is in the form. The client's secret is not: it goes from its field to the shell. */
export interface Draft {
  provider: LoginProvider;
  /** A client is registered with one of the two. */
  clients: Record<LoginProvider, { id: string; scopes: string }>;
  level: LoginLevel;
  also: readonly Also[];
  redirect: RedirectForm;
  /** The other one. */
  ownRedirect: string;
  authentication: LoginAuthentication;
  prompt: LoginPrompt | "none";
  pushed: boolean;
  dpop: boolean;
  represent: { about: RepresentKind; code: string; several: boolean; required: boolean };
}

/** What is in the form, with what it rests on: another profile or another login is another beginning. */
let kept: { basis: string; draft: Draft } | null = null;

/** Whoever leaves the step and comes back goes on from the same form. */
export function keepDraft(profile: string, login: LoginView | null, draft: Draft) {
  kept = { basis: basisOf(profile, login), draft };
}

function basisOf(profile: string, login: LoginView | null): string {
  return JSON.stringify([profile, login?.logged_in_at]);
}

/** What was in the form, what was asked for last time, or the usual. */
export function firstDraft(profile: string, login: LoginView | null): Draft {
  if (kept?.basis === basisOf(profile, login)) return kept.draft;
  return login === null ? USUAL : draftOf(login);
}

const USUAL: Draft = {
  provider: "idporten",
  clients: { idporten: { id: "", scopes: USUAL_SCOPES }, ansattporten: { id: "", scopes: "" } },
  level: "substantial",
  also: [],
  redirect: "free_port",
  ownRedirect: "",
  authentication: "none",
  prompt: "none",
  pushed: true,
  dpop: false,
  represent: { about: "nobody", code: "", several: false, required: false },
};

/** How a login was asked for, as far as it tells. */
export function draftOf(login: LoginView): Draft {
  const { provider, redirect } = login;
  const scopes = [...login.scopes, ...login.scopes_missing].filter((scope) => !IMPLIED.includes(scope));
  const form = REDIRECT_FORMS.find((one) => one !== "other" && REGISTERED[one] === redirect);
  const was = alsoOf(login.acr);
  return {
    ...USUAL,
    provider,
    clients: { ...USUAL.clients, [provider]: { id: login.client_id, scopes: scopes.join(" ") } },
    level: login.level ?? USUAL.level,
    also: was === null ? [] : [was],
    redirect: redirect === null ? USUAL.redirect : (form ?? "other"),
    ownRedirect: form === undefined ? (redirect ?? "") : "",
    authentication: login.authentication,
    dpop: login.dpop,
  };
}

/** What was in the form, with what the page wishes that the person was sent from. Such a login is one at ID-porten. */
export function wishedDraft(draft: Draft, wish: LoginWish | null): Draft {
  if (wish === null) return draft;
  const { idporten } = draft.clients;
  const scopes = new Set([...idporten.scopes.split(/\s+/), ...wish.scopes].filter((scope) => scope !== ""));
  return {
    ...draft,
    provider: "idporten",
    clients: { ...draft.clients, idporten: { ...idporten, scopes: [...scopes].join(" ") } },
    level: wish.high ? "high" : draft.level,
    dpop: false,
  };
}

function alsoOf(acr: string): Also | null {
  if (acr.startsWith("eidas-")) return "european";
  if (acr === "selfregistered-email") return "email";
  return acr === "entraid" ? "work_account" : null;
}

/** The redirect URI as it must stand on the client; empty where it has not been typed. */
export function registered({ redirect, ownRedirect }: Draft): string {
  return redirect === "other" ? ownRedirect.trim() : REGISTERED[redirect];
}

/** Whether the client proves itself with a secret. */
export function needsSecret({ authentication }: Draft): boolean {
  return authentication === "client_secret_basic" || authentication === "client_secret_post";
}

/** Ids of the fields that are empty and must not be. */
export function whatIsMissing(draft: Draft): string[] {
  const { provider, clients, represent } = draft;
  const fields = {
    "client-id": clients[provider].id,
    "redirect-own": registered(draft),
    "represent-code": provider === "ansattporten" && isNamed(represent.about) ? represent.code : "-",
  };
  return Object.entries(fields).flatMap(([id, text]) => (text.trim() === "" ? [id] : []));
}

/** Whether the right is in something with a name of its own. */
export function isNamed(about: RepresentKind): about is "service" | "resource" {
  return about === "service" || about === "resource";
}

/** How many of the choices that are folded away last are made. */
export function howMany({ provider, also, prompt, pushed, dpop }: Draft): number {
  const others = ALSO[provider].filter((one) => also.includes(one)).length;
  return others + [prompt !== "none", !pushed, dpop].filter(Boolean).length;
}

/** What the shell is asked for; without a secret it takes the one that is kept. */
export function toRequest(draft: Draft, secret: string): StartLogin {
  const { provider, clients, authentication, level, also, prompt, pushed, dpop } = draft;
  const values = { european: `eidas-loa-${level}`, email: "selfregistered-email", work_account: "entraid" };
  const others = ALSO[provider].filter((one) => also.includes(one));
  return {
    provider,
    client_id: clients[provider].id,
    authentication,
    client_secret: secret === "" ? null : secret,
    scopes: clients[provider].scopes,
    acr: [level, ...others.map((one) => values[one])],
    prompt: prompt === "none" ? null : prompt,
    redirect: registered(draft),
    pushed,
    dpop,
    represent: provider === "ansattporten" ? whom(draft) : null,
  };
}

function whom({ represent: { about, code, several, required } }: Draft): Represent | null {
  if (about === "nobody") return null;
  const value = code.trim().replace(/^urn:altinn:resource:/, "");
  return {
    about: about === "work_account" ? { kind: about } : { kind: about, value },
    multiple: several,
    required,
  };
}
