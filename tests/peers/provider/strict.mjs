// What ID-porten refuses and the package would let pass.
import { errors, interactionPolicy } from "oidc-provider";

/** idporten.md 7.2. The package has seen to signature, `iss`, `sub`, `exp` and that the `jti` is new. */
export function assertAssertion(ctx, { aud, iat, exp, sub }, { kid, x5c }, { clientId }) {
  const rules = {
    "aud: the issuer alone": aud === ctx.oidc.issuer,
    "iat: is needed": Number.isInteger(iat),
    "exp: more than 120 s after iat": exp - iat <= 120,
    "sub: the client": sub === clientId,
    "header: kid alone": typeof kid === "string" && x5c === undefined,
    "client_id: is needed beside the assertion": ctx.oidc.body.client_id === clientId,
  };
  for (const [rule, holds] of Object.entries(rules)) if (!holds) throw new errors.InvalidClientAuth(rule);
}

/** idporten.md 4: `state` and `nonce` with every request, whichever way it came. */
export function policy() {
  const base = interactionPolicy.base();
  const check = new interactionPolicy.Check("state_and_nonce", "state and nonce are needed", ({ oidc: { params } }) => {
    if (!params.state || !params.nonce) throw new errors.InvalidRequest("state and nonce are needed");
    return interactionPolicy.Check.NO_NEED_TO_PROMPT;
  });
  base.get("login").checks.add(check, 0);
  return base;
}

/** idporten.md 6: what was pushed is not repeated. */
export async function passedOn(ctx, next) {
  const parameters = Object.keys(ctx.query);
  const alone = parameters.every((name) => ["client_id", "request_uri"].includes(name));
  if (ctx.path === "/authorize" && parameters.includes("request_uri") && !alone) ctx.throw(400, "request_uri and more");
  await next();
}
