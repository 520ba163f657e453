import type { ClaimValueView } from "../ipc/generated/ClaimValueView";
import type { ClaimView } from "../ipc/generated/ClaimView";
import type { FindingView } from "../ipc/generated/FindingView";
import type { SeverityView } from "../ipc/generated/SeverityView";
import type { TokenOrganisationView } from "../ipc/generated/TokenOrganisationView";
import type { TokenPartyView } from "../ipc/generated/TokenPartyView";
import type { TokenReadingView } from "../ipc/generated/TokenReadingView";
import { fail, type Script } from "../ipc/hosts/scripted";
import { fromNow } from "./results";

const CLIENT = "5a1f6a3e-6a1e-4b44-9c1b-0f7f0a4c2b11";

export function organisation(
  number: string,
  authority: TokenOrganisationView["authority"] = "norwegian",
): TokenOrganisationView {
  return { id: `${authority === "historic" ? "9908" : "0192"}:${number}`, number, authority };
}

export function party(role: TokenPartyView["role"], name: string): TokenPartyView {
  return /^\d{9}$/.test(name)
    ? { role, name, organisation: organisation(name) }
    : { role, name, organisation: null };
}

export function finding(
  severity: SeverityView,
  code: string,
  facts: FindingView["problem"]["facts"] = {},
): FindingView {
  return { severity, problem: { code, turn: "you", facts, actions: [], said: null } };
}

const text = (value: string): ClaimValueView => ({ kind: "text", value });
const claim = (name: string, value: ClaimValueView, meaning: string | null = name): ClaimView => ({
  name,
  meaning,
  value,
});
const member = (name: string, value: string) => ({ name, value: text(value) });

/** A token of Maskinporten's that is in order; change what the test is about. */
export function readingView(parts: Partial<TokenReadingView> = {}): TokenReadingView {
  return {
    reading: "r1",
    token: "maskinporten",
    issuer: "http://127.0.0.1:41001/",
    service: "maskinporten",
    place: "practice",
    algorithm: "RS256",
    key: "practice-2026",
    header: [claim("kid", text("practice-2026")), claim("alg", text("RS256"))],
    claims: [
      claim("scope", text("altinn:instances.read altinn:broker.read")),
      claim("iss", text("http://127.0.0.1:41001/")),
      claim("client_amr", text("private_key_jwt")),
      claim("exp", { kind: "moment", value: fromNow(599) }),
      claim("client_id", text(CLIENT)),
      claim("consumer", {
        kind: "members",
        value: [member("authority", "iso6523-actorid-upis"), member("ID", "0192:310204577")],
      }),
      claim("amr", { kind: "list", value: [text("BankID"), text("TestID")] }),
      claim("urn:altinn:strange", { kind: "flag", value: true }, null),
      claim("pid", { kind: "hidden" }),
      claim("x5c", { kind: "certificates", value: 3 }),
      claim("crit", { kind: "list", value: [] }),
      claim("sid", { kind: "nothing" }),
    ],
    parties: [party("consumer", "310204577"), party("client", CLIENT)],
    details: [],
    scopes: ["altinn:instances.read", "altinn:broker.read"],
    audience: [],
    lifetime: {
      issued_at: fromNow(-48),
      not_before: null,
      expires_at: fromNow(552),
      seconds: 600,
      remaining: 552,
      clock_offset: 0,
    },
    findings: [],
    ...parts,
  };
}

const supplier = readingView({
  parties: [
    party("consumer", "310204585"),
    party("supplier", "310204577"),
    party("client", CLIENT),
    party("delegation_source", "https://tt02.altinn.no/"),
  ],
});

const systemUser = readingView({
  parties: [party("consumer", "310204577"), party("system_user_owner", "310204585"), party("client", CLIENT)],
  details: [
    {
      kind: "system_user",
      ids: ["a545e1b2-1f3c-4c1e-9a54-7b1f0a6c9d20"],
      system: "310204577_system-1",
      owner: organisation("310204585"),
      external_ref: null,
    },
  ],
});

const consent = readingView({
  parties: [
    party("consumer", "310204577"),
    party("client", CLIENT),
    party("consent_from", "148675*****"),
    party("consent_to", "310204577"),
  ],
  details: [
    {
      kind: "consent",
      id: "77ed4b1c-0f2b-4b6e-8f38-2f1a6f3d9c11",
      from: "urn:altinn:person:identifier-no:148675*****",
      to: organisation("310204577"),
      consented: "2026-11-20T09:00:00Z",
      valid_to: "2027-01-01T00:00:00Z",
      rights: [{ actions: ["read"], resources: ["income"] }],
    },
    { kind: "other", name: "urn:example:else" },
  ],
});

const grant = readingView({
  token: "grant",
  issuer: CLIENT,
  parties: [party("client", CLIENT), party("consumer", "310204585")],
  audience: ["http://127.0.0.1:41001/"],
  lifetime: { ...supplier.lifetime, expires_at: fromNow(3_552), seconds: 3_600, remaining: 3_552 },
  findings: [
    finding("warning", "token.grant_too_long", { seconds: { kind: "number", value: 3_600 } }),
    finding("warning", "token.is_a_grant"),
  ],
});

const login = readingView({
  token: "id",
  issuer: "https://test.idporten.no",
  service: "idporten",
  place: "test",
  scopes: [],
  audience: ["oidc_fjordly"],
  parties: [party("person", "148190*****"), party("client", "oidc_fjordly")],
  findings: [
    finding("blocking", "token.other_environment", {
      theirs: { kind: "text", value: "test" },
      ours: { kind: "text", value: "practice" },
    }),
    finding("note", "token.is_an_id_token"),
  ],
});

const expired = readingView({
  issuer: `https://${"very-long-name.".repeat(8)}example.com/`,
  service: null,
  place: "unknown",
  parties: [
    { role: "consumer", name: "9908:310204588", organisation: organisation("310204588", "historic") },
    party("client", `client-${"x".repeat(90)}`),
  ],
  lifetime: {
    issued_at: "2026-11-18T08:00:00Z",
    not_before: "2026-11-18T08:00:10Z",
    expires_at: "2026-11-18T08:02:00Z",
    seconds: 120,
    remaining: -273_600,
    clock_offset: 301,
  },
  findings: [
    finding("blocking", "token.expired", { expires_at: { kind: "moment", value: "2026-11-18T08:02:00Z" } }),
    finding("warning", "token.unknown_issuer", { issuer: { kind: "text", value: "https://example.com/" } }),
    finding("warning", "token.impossible_number", { id: { kind: "text", value: "9908:310204588" } }),
    finding("warning", "token.impossible_number", { id: { kind: "text", value: "0192:310204588" } }),
  ],
});

/** Each by the word that reads it in the preview. */
export const READINGS = { supplier, systemUser, consent, grant, login, expired };

const SIGNATURES: readonly [SeverityView, string][] = [
  ["good", "verified"],
  ["blocking", "broken"],
  ["warning", "unknown_key"],
  ["note", "other_issuer"],
  ["note", "of_client"],
];

/** Reads what is named in the text; «wrong» cannot be read. Its signature becomes another with each asking. */
export function tokenReader(script: Script = {}): Script {
  let asked = 0;
  return {
    token_read: ({ text: pasted }) => {
      if (pasted === null) return readingView();
      if (pasted.includes("error"))
        return fail("token.refusal", { facts: { error: { kind: "text", value: "invalid_grant" } } });
      if (pasted === "") return fail("token.empty");
      if (pasted.includes("wrong")) return fail("token.not_a_token");
      const named = Object.entries(READINGS).find(([name]) => pasted.includes(name));
      return named ? named[1] : readingView();
    },
    token_signature: () => {
      const [severity, name] = SIGNATURES[asked++ % SIGNATURES.length] ?? ["note", "not_checked"];
      const facts: FindingView["problem"]["facts"] = {
        kid: { kind: "text", value: "practice-2026" },
        issuer: { kind: "text", value: "https://test.maskinporten.no/" },
      };
      return { finding: finding(severity, `token.signature_${name}`, facts), problem: null };
    },
    ...script,
  };
}
