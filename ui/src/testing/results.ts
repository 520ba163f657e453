import type { RecipesView } from "../ipc/generated/RecipesView";
import type { PublicScopeView } from "../ipc/generated/PublicScopeView";
import type { FoundScopesView } from "../ipc/generated/FoundScopesView";
import type { AccessView } from "../ipc/generated/AccessView";
import type { CheckView } from "../ipc/generated/CheckView";
import type { HandoverView } from "../ipc/generated/HandoverView";
import type { LoginView } from "../ipc/generated/LoginView";
import type { RungView } from "../ipc/generated/RungView";
import type { TokenView } from "../ipc/generated/TokenView";
import type { TrailView } from "../ipc/generated/TrailView";
import { certificateEntry, keyEntry } from "./calendar";
import { certificate, nothingDone, registeredKey, road } from "./views";

/** A moment so many seconds from now. */
export function fromNow(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

export function tokenView(parts: Partial<TokenView> = {}): TokenView {
  return {
    token: "t1",
    sign_with: "key",
    issuer: "http://127.0.0.1:41001/",
    client_id: "5a1f6a3e-6a1e-4b44-9c1b-0f7f0a4c2b11",
    client_amr: "private_key_jwt",
    consumer: "310204577",
    supplier: null,
    scopes: ["altinn:instances.read", "altinn:broker.read"],
    missing: [],
    audience: [],
    system_user: null,
    for_a_person: false,
    delegation_source: null,
    issued_at: fromNow(-1),
    expires_at: fromNow(599),
    lifetime: 600,
    clock_offset: 0,
    ...parts,
  };
}

export const checks: CheckView[] = [
  check("issuer", "good", { issuer: { kind: "text", value: "http://127.0.0.1:41001/" } }),
  check("clock_unknown", "note"),
  check("client", "good", { client: { kind: "text", value: "5a1f6a3e" } }),
  check("scopes_for_people", "bad", { scopes: { kind: "list", value: ["openid"] } }),
];

function check(what: string, outcome: CheckView["outcome"], facts: CheckView["facts"] = {}): CheckView {
  const refusal = outcome === "bad" ? `maskinporten.${what}` : null;
  return { code: `maskinporten.check_${what}`, outcome, turn: "you", facts, refusal };
}

export function loginView(parts: Partial<LoginView> = {}): LoginView {
  return {
    held: true,
    provider: "idporten",
    authentication: "none",
    redirect: "http://127.0.0.1:0/callback",
    name: "Kari Øvrebø",
    national_id: "148190*****",
    acr: "idporten-loa-high",
    level: "high",
    amr: ["BankID"],
    client_id: "oidc_fjordly",
    scopes: ["openid", "profile", "altinn:accessmanagement/authorizedparties"],
    scopes_missing: [],
    represented: [],
    from_earlier_session: false,
    refreshable: true,
    dpop: false,
    logged_in_at: fromNow(-5),
    expires_at: fromNow(600),
    idle_ends_at: fromNow(1795),
    ...parts,
  };
}

export const rungs: RungView[] = [
  rung("reach", { issuer: { kind: "text", value: "http://127.0.0.1:41003" } }),
  rung("clock", { seconds: { kind: "number", value: 0 } }),
  rung("exchange", {
    expires_at: { kind: "moment", value: "2026-11-21T10:30:00Z" },
    scopes: { kind: "list", value: ["altinn:instances.read"] },
  }),
  { ...rung("parties", {}), outcome: "skipped", skipped: "access.skipped_no_user" },
  rung("resource", { count: { kind: "number", value: 3 } }),
];

function rung(name: string, facts: RungView["facts"]): RungView {
  return { name, outcome: "passed", problem: null, skipped: null, facts, milliseconds: 42 };
}

/** The exchange is refused; what follows is not tried. */
export const brokenRungs: RungView[] = rungs.map((rung) => {
  if (rung.name === "reach" || rung.name === "clock") return rung;
  if (rung.name !== "exchange")
    return { ...rung, outcome: "skipped", skipped: "access.skipped_earlier", facts: {} };
  return {
    ...rung,
    outcome: "failed",
    facts: {},
    problem: {
      code: "access.other_organisation",
      turn: "you",
      facts: { ours: { kind: "text", value: "310204577" }, theirs: { kind: "text", value: "310204585" } },
      actions: ["fetch_token"],
      said: { status: 401, error: null, description: "", trace_id: "4bf92f3577b34da6" },
    },
  };
});

export function accessView(parts: Partial<AccessView> = {}): AccessView {
  return { subject: "organisation", tested_at: fromNow(-3), rungs, passed: true, ...parts };
}

export function handoverView(parts: Partial<HandoverView> = {}): HandoverView {
  return {
    proved: ["start", "certificate", "key", "maskinporten", "login", "access"],
    setup: {
      ...nothingDone,
      road,
      certificate,
      key: registeredKey,
      maskinporten: tokenView(),
      login: loginView(),
      access: accessView(),
    },
    calendar: [keyEntry, certificateEntry],
    settings:
      "MASKINPORTEN_CLIENT_ID=5a1f6a3e-6a1e-4b44-9c1b-0f7f0a4c2b11\nMASKINPORTEN_KID=fjordly-2026-11\n",
    ...parts,
  };
}

export const trail: TrailView = {
  clock: { seconds: 301, uncertainty: 1, off: true },
  entries: [
    {
      kind: "exchange",
      at: "2026-11-21T10:00:01Z",
      method: "POST",
      host: "127.0.0.1:41001",
      path: "/token",
      status: 400,
      milliseconds: 12,
    },
    {
      kind: "step",
      at: "2026-11-21T10:00:01Z",
      name: "maskinporten.token",
      code: "maskinporten.scope_not_granted",
    },
    {
      kind: "exchange",
      at: "2026-11-21T10:00:02Z",
      method: "GET",
      host: "127.0.0.1:41003",
      path: "/authentication/api/v1/exchange/{provider}",
      status: null,
      milliseconds: 30_000,
    },
    { kind: "step", at: "2026-11-21T10:00:03Z", name: "access.clock", code: null },
  ],
};

/** What the list of scopes has for some words. */
export function foundScopes(words: string, from: FoundScopesView["from"] = "copy"): FoundScopesView {
  const scope = (name: string, parts: Partial<PublicScopeView> = {}): PublicScopeView => ({
    scope: name,
    description: "Lese instanser",
    owner: "991825827",
    owner_name: "Digitaliseringsdirektoratet",
    for_all: null,
    delegable: null,
    for_people: false,
    ...parts,
  });
  const all = [
    scope("altinn:instances.read"),
    scope("altinn:broker.read", { description: "Hente filer", for_all: true, delegable: true }),
    scope("altinn:portal/enduser", { description: "Altinn for personer", for_people: true }),
  ];
  const scopes = all.filter((one) => `${one.scope} ${one.description}`.includes(words));
  return { from, as_of: "2026-11-01T00:00:00Z", scopes, more: words === "" ? 41 : 0 };
}

export const recipes: RecipesView = {
  recipes: [
    { id: "curl", format: "shell", text: "curl -sS https://test.maskinporten.no/token …" },
    { id: "altinn_dotnet", format: "json", text: '{ "MaskinportenSettings": {} }' },
  ],
};
