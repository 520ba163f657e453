// The npm package jose as a second opinion: one JSON object in, one out.
import {
  calculateJwkThumbprint,
  compactVerify,
  createLocalJWKSet,
  exportJWK,
  exportPKCS8,
  exportSPKI,
  generateKeyPair,
  importJWK,
  importSPKI,
} from "jose";

const chores = {
  /** What it makes of a public key in its three forms, and of what was signed with the private one. */
  async read({ algorithm, jwk, jwks, pem, compact }) {
    const fromPem = await importSPKI(pem, algorithm, { extractable: true });
    const keys = { jwk: await importJWK(jwk), jwks: createLocalJWKSet(jwks), pem: fromPem };
    const verified = {};
    for (const [form, key] of Object.entries(keys)) {
      verified[form] = await compactVerify(compact, key, { algorithms: [algorithm] }).then(
        ({ payload, protectedHeader }) => ({ payload: new TextDecoder().decode(payload), header: protectedHeader }),
        (error) => error.code,
      );
    }
    const thumbprints = [await calculateJwkThumbprint(jwk), await calculateJwkThumbprint(jwks.keys[0])];
    return { thumbprints, fromPem: await exportJWK(fromPem), pem: await exportSPKI(fromPem), verified };
  },

  /** A private key of its own, in the forms that it writes. */
  async make({ algorithm, bits, kid }) {
    const { privateKey, publicKey } = await generateKeyPair(algorithm, { modulusLength: bits, extractable: true });
    const jwk = { ...(await exportJWK(privateKey)), kid };
    const thumbprint = await calculateJwkThumbprint(jwk);
    return { jwk, pkcs8: await exportPKCS8(privateKey), public: await exportJWK(publicKey), pem: await exportSPKI(publicKey), thumbprint };
  },
};

let input = "";
for await (const piece of process.stdin.setEncoding("utf8")) input += piece;
const { chore, ...order } = JSON.parse(input);
process.stdout.write(JSON.stringify(await chores[chore](order)));
