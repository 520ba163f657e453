import type { AppView } from "../ipc/generated/AppView";
import type { CertificateView } from "../ipc/generated/CertificateView";
import type { KeyView } from "../ipc/generated/KeyView";
import type { PracticeView } from "../ipc/generated/PracticeView";
import type { ProfileView } from "../ipc/generated/ProfileView";
import type { RoadView } from "../ipc/generated/RoadView";
import type { SetupView } from "../ipc/generated/SetupView";

export const profile: ProfileView = {
  id: "practice-310204577",
  environment: "practice",
  environment_name: null,
  organisation: "310204577",
  organisation_name: "Fjordly Regnskap AS",
};

export const road: RoadView = {
  answers: { talks: "own_system", acts: "ourselves", certificate: "not_required", services: "maskinporten" },
  recommendation: "key",
  kind: "maskinporten_only",
  kinds_read_on: "2026-09-01",
  steps: ["start", "key", "maskinporten", "login", "access", "done"],
};

export const certificate: CertificateView = {
  subject_name: "Fjordly Regnskap AS",
  organisation_name: "Fjordly Regnskap AS",
  organisation: "310204577",
  organisation_source: "organizationIdentifier",
  issuer_name: "Øvingspass Class 3 CA",
  issuer_family: "practice",
  generation: "seid2",
  role: "authentication",
  belongs_to: "practice",
  proved: true,
  not_before: "2026-01-12T08:00:00Z",
  not_after: "2029-01-12T22:59:59Z",
  serial: "4f1c2a",
  fingerprint: "ab".repeat(32),
  key_algorithm: "RSA",
  key_bits: 3072,
  key_fingerprint: "cd".repeat(32),
  subject: "C=NO, O=Fjordly Regnskap AS, CN=Fjordly Regnskap AS, organizationIdentifier=NTRNO-310204577",
  issuer: "C=NO, organizationIdentifier=NTRNO-310204500, O=Øvingspass AS, CN=Øvingspass Class 3 CA",
  policies: ["2.16.578.1.26.1.3.2", "0.4.0.2042.1.1"],
  alternative_names: [],
  chain: [
    { name: "Fjordly Regnskap AS", place: "given" },
    { name: "Øvingspass Class 3 CA", place: "given" },
    { name: "Øvingspass Root CA", place: "known" },
  ],
  revocation: "good",
  encoding: "AES-256-CBC, HMAC-SHA256",
  verdict: "expires_soon",
  usable: "enterprise_certificate",
  findings: [
    {
      severity: "good",
      problem: {
        code: "certificate.trusted",
        turn: "you",
        facts: { issuer: { kind: "text", value: "Øvingspass Class 3 CA" } },
        actions: [],
        said: null,
      },
    },
    {
      severity: "warning",
      problem: {
        code: "certificate.expires_soon",
        turn: "your_organisation",
        facts: {
          not_after: { kind: "moment", value: "2029-01-12T22:59:59Z" },
          days: { kind: "number", value: 20 },
        },
        actions: ["order_certificate"],
        said: null,
      },
    },
  ],
  others: 1,
  file_name: "fjordly.p12",
};

export const key: KeyView = {
  id: "k1",
  name: "",
  kid: "fjordly-2026-11",
  bits: 3072,
  thumbprint: "qV6a0p4mC1l2lE5rN2u6T3j0xZ0v2n8t7yqkWb1cD9E",
  jwk: '{"kty":"RSA","use":"sig","alg":"RS256","kid":"fjordly-2026-11","e":"AQAB","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx"}',
  jwks: '{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"fjordly-2026-11","e":"AQAB","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx"}]}',
  pem: "-----BEGIN PUBLIC KEY-----\nMIIBojANBgkqhkiG9w0BAQEFAAOCAY8AMIIBigKCAYEA0vx7agoebGcQSuuPiLJX\n-----END PUBLIC KEY-----\n",
  created_at: "2026-11-21T09:30:00Z",
  registered_at: null,
  expires_at: null,
  client_id: null,
  registrations: [],
  from_certificate: false,
  private_here: true,
};

export const registeredKey: KeyView = {
  ...key,
  registered_at: "2026-11-21T09:40:00Z",
  expires_at: "2027-11-21T09:40:00Z",
  client_id: "5a1f6a3e-6a1e-4b44-9c1b-0f7f0a4c2b11",
  registrations: [
    {
      client_id: "5a1f6a3e-6a1e-4b44-9c1b-0f7f0a4c2b11",
      client_name: "Fjordly Regnskap",
      kid: "fjordly-2026-11",
      registered_at: "2026-11-21T09:40:00Z",
      expires_at: "2027-11-21T09:40:00Z",
      retired_at: null,
      in_use: true,
    },
  ],
};

export const nothingDone: SetupView = {
  road: null,
  certificate: null,
  key: null,
  maskinporten: null,
  login: null,
  system_user: { request: null, proof: null, link: null },
  access: null,
  administers: null,
};

export const practice: PracticeView = {
  faults: [
    { name: "wrong-aud", concern: "maskinporten", on: false },
    { name: "clock-5-minutes", concern: "all", on: false },
    { name: "login-cancelled", concern: "idporten", on: true },
  ],
  organisations: [
    { number: "310204577", name: "Fjordly Regnskap AS" },
    { number: "310204585", name: "Havgløtt Fisk AS" },
  ],
  people: [{ name: "Kari Øvrebø" }, { name: "Ola Strand" }],
  addresses: [["portal", "http://127.0.0.1:41007"]],
  now: "2026-11-21T10:00:00Z",
  days_ahead: 0,
  propagation_seconds: 0,
  strict: true,
  latency_milliseconds: 0,
  approval_delay_seconds: 0,
  delegable_scopes: ["altinn:broker.read"],
  delegations: [],
  systems: [],
  issued: [],
  flavours: ["modern", "windows", "legacy", "ber"],
  issuers: ["buypass-like", "commfides-like"],
  roles: ["authentication", "signing", "encryption"],
  validities: ["valid", "expired", "not-yet-valid"],
  profiles: ["seid2", "seid1"],
  trees: ["practice", "test-twin"],
  keys: ["usual", "ec-p256"],
  contents: ["whole-chain", "leaf-alone"],
};

/** The window's state with a profile in practice; change what the test is about. */
export function appView(parts: Partial<AppView> = {}): AppView {
  return {
    version: "0.1.0",
    system: "linux",
    settings: { language: "nb", theme: "light" },
    profile,
    profiles: [profile],
    vault: "open",
    custom_environment: null,
    setup: { ...nothingDone, road },
    reminders: [],
    notices: [],
    ...parts,
  };
}
