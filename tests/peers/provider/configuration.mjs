// What ID-porten demands and offers (idporten.md 1.1, 2.2, 4, 6 to 11), in the package's words.
import { createHash, generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";

import { account } from "./people.mjs";
import { assertAssertion, policy } from "./strict.mjs";
import * as pages from "./pages.mjs";

/** One key for what is signed, and two secrets, each made now. */
function secrets() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), alg: "RS256", use: "sig" };
  return { jwks: { keys: [key] }, cookieKey: randomBytes(32).toString("base64url"), salt: randomBytes(32) };
}

export function configuration(clients) {
  const { jwks, cookieKey, salt } = secrets();
  return {
    clients,
    jwks,
    // 11: a logout that is posted from another site finds the session; Chromium takes such cookies without TLS from loopback alone.
    cookies: { keys: [cookieKey], long: { httpOnly: true, sameSite: "none", secure: true } },
    enableHttpPostMethods: true,
    ...protocol,
    ...lifetimes,
    findAccount: (_, id) => account(id),
    // 9: `sub` differs from client to client.
    subjectTypes: ["pairwise"],
    pairwiseIdentifier: (_, id, { clientId }) => createHash("sha256").update(salt).update(`${id} ${clientId}`).digest("base64url"),
    interactions: { policy: policy(), url: (_, { uid }) => `/interaction/${uid}` },
    renderError: pages.refused,
  };
}

const protocol = {
  responseTypes: ["code"],
  pkce: { required: () => true },
  clientAuthMethods: ["none", "private_key_jwt", "client_secret_basic", "client_secret_post"],
  assertJwtClientAuthClaimsAndHeader: assertAssertion,
  allowOmittingSingleRegisteredRedirectUri: false,
  acrValues: ["idporten-loa-low", "idporten-loa-substantial", "idporten-loa-high"],
  // What none is of these it would pass over in silence; a client's own list it enforces.
  scopes: ["openid", "profile", "altinn:instances.read", "altinn:instances.write"],
  // 9: the person stands in the ID token too, not at userinfo alone.
  conformIdTokenClaims: false,
  claims: {
    acr: null,
    openid: ["sub", "pid", "acr", "amr", "auth_time", "locale"],
    profile: ["name", "given_name", "family_name"],
  },
  clientBasedCORS: () => false,
  enabledJWA: {
    clientAuthSigningAlgValues: ["RS256"],
    idTokenSigningAlgValues: ["RS256"],
    dPoPSigningAlgValues: ["ES256"],
  },
  discovery: { ui_locales_supported: ["nb", "nn", "en", "se"] },
  features: {
    devInteractions: { enabled: false },
    resourceIndicators: { enabled: false },
    pushedAuthorizationRequests: { enabled: true },
    revocation: { enabled: true },
    // RFC 9449 §8: whoever sends a proof must take up the nonce that it is given.
    dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
    rpInitiatedLogout: { enabled: true, logoutSource: pages.logOut, postLogoutSuccessSource: pages.loggedOut },
  },
  routes: {
    authorization: "/authorize",
    token: "/token",
    pushed_authorization_request: "/par",
    jwks: "/jwks.json",
    userinfo: "/userinfo",
    revocation: "/token/revoke",
    end_session: "/logout",
  },
};

// 8, with ONETIME as `refresh_token_usage`. Tokens and the browser's session are independent of each other.
const lifetimes = {
  rotateRefreshToken: true,
  issueRefreshToken: (_, client) => client.grantTypeAllowed("refresh_token"),
  expiresWithSession: () => false,
  // 10: revoking either token takes the whole grant with it.
  revokeGrantPolicy: () => true,
  ttl: {
    AccessToken: 120,
    AuthorizationCode: 60,
    Grant: 7200,
    IdToken: 120,
    Interaction: 600,
    RefreshToken: 600,
    Session: 1800,
  },
};
