// The strictest Maskinporten there could be, after its own documentation and RFC 7515, 7517, 7523: what it finds wrong with each grant, or null.
import { X509Certificate, createPublicKey } from "node:crypto";
import { compactVerify } from "jose";

const ALGORITHMS = ["RS256", "RS384", "RS512"];
const REQUIRED = ["aud", "iss", "scope", "iat", "exp", "jti"];
const OPTIONAL = ["resource", "pid", "consumer_org", "authorization_details"];
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

const isText = (value) => typeof value === "string" && value !== "";
const isList = (value) => Array.isArray(value) && value.length > 0;
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** The reason is what the tests know the breach by. */
function demand(holds, reason) {
  if (!holds) throw new Error(reason);
}

/** Bytes of an encoding that has one form only: without padding in the one, with it in the other, and no stray bits at the end. */
function decoded(text, encoding, reason) {
  const bytes = Buffer.from(text, encoding);
  demand(text !== "" && bytes.toString(encoding) === text, reason);
  return bytes;
}

/** One object, each member once, nothing between them, whole numbers written as such: what it would be written as again. */
function object(part, reason) {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(decoded(part, "base64url", `${reason}: base64url`));
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${reason}: JSON`);
  }
  demand(isObject(value) && JSON.stringify(value) === text, `${reason}: form`);
  return value;
}

function isOrganisation(text) {
  if (!/^[0-9]{9}$/.test(text)) return false;
  const sum = [3, 2, 7, 6, 5, 4, 3, 2].reduce((all, weight, at) => all + weight * Number(text[at]), 0);
  return (11 - (sum % 11)) % 11 === Number(text[8]);
}

/** The leaf, certified by the one after it, and so on up to a root that is trusted. */
function leaf(x5c, { roots, now }) {
  demand(isList(x5c) && x5c.every(isText), "x5c: array of texts");
  demand(x5c.length > 1, "x5c: issuer left out");
  const chain = x5c.map((text) => {
    const der = decoded(text, "base64", "x5c: base64");
    const certificate = new X509Certificate(der);
    demand(certificate.raw.equals(der), "x5c: more than a certificate");
    return certificate;
  });
  const last = chain.at(-1);
  const anchors = roots.map((root) => new X509Certificate(Buffer.from(root, "base64")));
  const above = anchors.find((root) => root.raw.equals(last.raw)) ? [] : anchors.filter((root) => last.checkIssued(root)).slice(0, 1);
  demand(above.length > 0 || anchors.some((root) => root.raw.equals(last.raw)), "x5c: root");
  const path = [...chain, ...above];
  demand(!path[0].ca && path.slice(1).every(({ ca }) => ca), "x5c: leaf first");
  path.slice(1).forEach((issuer, at) => {
    demand(path[at].checkIssued(issuer) && path[at].verify(issuer.publicKey), "x5c: certified by the next");
  });
  demand(path.every(({ validFrom, validTo }) => Date.parse(validFrom) <= now && now < Date.parse(validTo)), "x5c: validity");
  return path[0].publicKey;
}

/** Who must have signed, by the one way or the other. */
function signer(header, world) {
  const { alg, kid, x5c } = header;
  demand(ALGORITHMS.includes(alg), "alg");
  demand(("kid" in header) !== ("x5c" in header), "kid xor x5c");
  demand(Object.keys(header).length === 2, "header: undocumented");
  if (x5c !== undefined) return leaf(x5c, world);
  demand(isText(kid) && Object.hasOwn(world.registered, kid), "kid");
  const jwk = world.registered[kid];
  demand(jwk.alg === alg && jwk.use === "sig", "alg: not as registered");
  return createPublicKey({ key: jwk, format: "jwk" });
}

function times({ iat, exp }, now) {
  demand(Number.isInteger(iat) && Number.isInteger(exp), "times: integers");
  demand(exp > iat, "exp: not after iat");
  demand(exp - iat <= 120, "exp: more than 120 s");
  demand(Math.abs(iat - now / 1000) < 10, "iat: clock");
}

function scopes(scope) {
  demand(isText(scope), "scope");
  const each = scope.split(" ");
  demand(each.every((one) => SCOPE_TOKEN.test(one)), "scope: single spaces");
  demand(new Set(each).size === each.length, "scope: twice");
}

function isUri(text) {
  return isText(text) && !/\s/.test(text) && URL.canParse(text) && !text.includes("#");
}

/** Section 7.4: these members and no other. */
function systemUser(details) {
  demand(isList(details) && details.length === 1 && isObject(details[0]), "authorization_details: one");
  const { type, systemuser_org: organisation, externalRef, ...more } = details[0];
  demand(type === "urn:altinn:systemuser", "authorization_details: type");
  demand(isObject(organisation), "systemuser_org");
  const { authority, ID, ...others } = organisation;
  demand(Object.keys(more).length + Object.keys(others).length === 0, "authorization_details: undocumented");
  demand(authority === "iso6523-actorid-upis", "systemuser_org: authority");
  demand(isText(ID) && ID.startsWith("0192:") && isOrganisation(ID.slice(5)), "systemuser_org: ID");
  demand(!("externalRef" in details[0]) || isText(externalRef), "externalRef");
}

function payload(claims, { issuer, client, own, now, used }) {
  demand(REQUIRED.every((name) => name in claims), "claims: missing");
  demand(Object.keys(claims).every((name) => REQUIRED.includes(name) || OPTIONAL.includes(name)), "claims: undocumented");
  demand(claims.aud === issuer, "aud");
  demand(claims.iss === client, "iss");
  times(claims, now);
  demand(isText(claims.jti) && UUID_V4.test(claims.jti), "jti: UUID v4");
  demand(!used.has(claims.jti), "jti: used before");
  scopes(claims.scope);
  if ("resource" in claims) demand(isList(claims.resource) && claims.resource.every(isUri), "resource");
  if ("pid" in claims) demand(isText(claims.pid) && /^[0-9]{11}$/.test(claims.pid), "pid");
  if ("consumer_org" in claims) {
    demand(isText(claims.consumer_org) && isOrganisation(claims.consumer_org), "consumer_org");
    demand(claims.consumer_org !== own, "consumer_org: own");
  }
  if ("authorization_details" in claims) systemUser(claims.authorization_details);
  used.add(claims.jti);
}

async function breach(grant, world) {
  try {
    const parts = grant.split(".");
    demand(parts.length === 3, "three parts");
    const header = object(parts[0], "header");
    const claims = object(parts[1], "claims");
    decoded(parts[2], "base64url", "signature: base64url");
    const key = signer(header, world);
    const { asymmetricKeyType, asymmetricKeyDetails } = key;
    demand(asymmetricKeyType === "rsa" && asymmetricKeyDetails.modulusLength >= 2048, "key: RSA of 2048 bits");
    await compactVerify(grant, key, { algorithms: [header.alg] }).catch(() => demand(false, "signature"));
    payload(claims, world);
    return null;
  } catch (error) {
    return error.message;
  }
}

let input = "";
for await (const piece of process.stdin.setEncoding("utf8")) input += piece;
const { grants, ...rest } = JSON.parse(input);
const world = { ...rest, now: Date.now(), used: new Set() };
const found = [];
for (const grant of grants) found.push(await breach(grant, world));
process.stdout.write(JSON.stringify(found));
