import type { KeysView } from "../ipc/generated/KeysView";
import type { KeyView } from "../ipc/generated/KeyView";
import type { ClientView } from "../ipc/generated/ClientView";
import type { PortalRoadView } from "../ipc/generated/PortalRoadView";
import type { RenewalView } from "../ipc/generated/RenewalView";
import type { ServiceClientsView } from "../ipc/generated/ServiceClientsView";
import type { ServiceClientView } from "../ipc/generated/ServiceClientView";
import { key, registeredKey } from "./views";

export const CLIENT = "5a1f6a3e-6a1e-4b44-9c1b-0f7f0a4c2b11";

/** The same half under another name: what a renewal makes. */
export const newKey: KeyView = {
  ...key,
  id: "k2",
  kid: "fjordly-2027-11",
  jwk: key.jwk.replace("fjordly-2026-11", "fjordly-2027-11"),
};

export const certificateKey: KeyView = {
  ...key,
  id: "k3",
  name: "Sertifikatet fra Øvingspass",
  kid: "fjordly-sertifikat",
  from_certificate: true,
  private_here: false,
};

export const keysView: KeysView = {
  keys: [{ ...registeredKey, name: "Faktura" }, newKey, certificateKey],
  chosen: "k1",
  history: [
    { name: "Faktura", what: "registered", at: "2026-11-21T09:40:00Z" },
    { name: "fjordly-2026-11", what: "made", at: "2026-11-21T09:30:00Z" },
  ],
};

export const maskinportenRoad: PortalRoadView = {
  kind: "maskinporten",
  address: "https://selvbetjening.samarbeid.digdir.no",
  earlier: ["sjolvbetjening.samarbeid.digdir.no", "minside-samarbeid.digdir.no"],
  terms: "https://samarbeid.digdir.no/maskinporten/konsument/119",
  right: "Selvbetjening av integrasjoner i ID-porten/Maskinporten",
  fields: [
    { name: "name", label: "Visningsnavn", value: "Inngang, Fjordly Regnskap AS" },
    { name: "description", label: "Beskrivelse", value: "Inngang for Fjordly Regnskap AS (310204577)" },
    { name: "access_token_lifetime", label: "Access token levetid", value: "120" },
    { name: "scopes", label: "Legg til scope", value: "" },
    { name: "key", label: "JWK eller PEM-format", value: key.jwk },
  ],
};

/** Practice has one address, no terms and no right. */
export const practiceRoad: PortalRoadView = {
  ...maskinportenRoad,
  address: "http://127.0.0.1:41007/",
  terms: "http://127.0.0.1:41007/",
  earlier: [],
  right: null,
};

export const loginRoad: PortalRoadView = {
  ...practiceRoad,
  kind: "api_klient",
  fields: [
    { name: "client_type", label: "Difi-tjeneste", value: "API-klient" },
    { name: "scopes", label: "Scopes", value: "openid\nprofile\naltinn:instances.read" },
    { name: "organisation", label: "Kundens org.nr.", value: "310204577" },
    { name: "client_id", label: "Integrasjonens identifikator", value: "" },
    { name: "name", label: "Navn på integrasjonen", value: "Inngang, Fjordly Regnskap AS" },
    { name: "description", label: "Beskrivelse", value: "Inngang for Fjordly Regnskap AS (310204577)" },
    { name: "grant_types", label: "Tillatte grant types", value: "authorization_code\nrefresh_token" },
    { name: "authentication", label: "Klientautentiseringsmetode", value: "none" },
    { name: "application_type", label: "Applikasjonstype", value: "native" },
    {
      name: "redirect_uris",
      label: "Gyldig(e) redirect uri-er",
      value: "http://127.0.0.1:0/callback\nhttp://127.0.0.1:38431/callback",
    },
    { name: "post_logout_redirect_uris", label: "Gyldig(e) post logout redirect uri-er", value: "" },
    { name: "client_uri", label: "Tilbake-uri", value: "https://inngang.example/" },
    { name: "authorization_lifetime", label: "Autorisasjonens levetid", value: "7200" },
    { name: "refresh_token_usage", label: "Refresh token type", value: "Engangs" },
  ],
};

export const serviceClient: ServiceClientView = {
  client_id: CLIENT,
  name: "Fjordly Regnskap",
  description: "Henter fakturaer",
  integration_type: "maskinporten",
  application_type: "web",
  authentication: "private_key_jwt",
  scopes: ["altinn:instances.read", "altinn:broker.read"],
  redirect_uris: [],
  active: true,
  created: "2026-11-21T09:35:00Z",
  last_updated: "2026-11-21T09:40:00Z",
  keys: null,
  secret_here: false,
};

export const secretClient: ServiceClientView = {
  ...serviceClient,
  client_id: "9c2b7d10-3f11-4a5e-8a46-2f6f0b9f7e21",
  name: "Innlogging på nettsiden",
  description: "Kunder logger inn",
  integration_type: "api_klient",
  authentication: "client_secret_basic",
  scopes: ["openid", "profile"],
  redirect_uris: ["https://fjordly.example/callback"],
  secret_here: true,
};

/** As it is read one at a time, with its keys: ours, and somebody else's. */
export const openedClient: ServiceClientView = {
  ...serviceClient,
  keys: [
    {
      kid: "fjordly-2026-11",
      algorithm: "RS256",
      created: "2026-11-21T09:40:00Z",
      expires_at: "2027-11-21T09:40:00Z",
      ours: "k1",
    },
    {
      kid: "visma-prod",
      algorithm: "RS256",
      created: "2026-03-02T12:00:00Z",
      expires_at: "2027-03-02T12:00:00Z",
      ours: null,
    },
  ],
};

export const serviceClients: ServiceClientsView = {
  administration: "admin-3f11",
  base: "http://127.0.0.1:41008/api/v1/",
  may_write: true,
  clients: [serviceClient, secretClient],
};

export const notConnected: ServiceClientsView = {
  administration: null,
  base: null,
  may_write: false,
  clients: [],
};

export const clientView: ClientView = {
  client_id: CLIENT,
  name: "Fjordly Regnskap",
  kind: "maskinporten",
  key: "k1",
  kid: "fjordly-2026-11",
  expires_at: "2027-11-21T09:40:00Z",
  scopes: ["altinn:instances.read"],
};

export function renewalView(parts: Partial<RenewalView> = {}): RenewalView {
  return {
    client_id: CLIENT,
    client_name: "Fjordly Regnskap",
    stage: "begun",
    road: "portal",
    old_kid: "fjordly-2026-11",
    new_kid: newKey.kid,
    jwk: null,
    pem: null,
    scopes: ["altinn:instances.read"],
    begun_at: "2027-11-01T08:00:00Z",
    added_at: null,
    ...parts,
  };
}
