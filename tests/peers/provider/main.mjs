// The npm package oidc-provider, certified by the OpenID Foundation, as strict as ID-porten. One line of JSON in: the clients, as
// RFC 7591 writes them. Lines of JSON out: the issuer, then each refusal with what the client is not told. Ends when its input does.
import { Console } from "node:console";
import { createServer } from "node:http";
import { createInterface } from "node:readline";

// The package tells on the standard output what it thinks of the runtime.
globalThis.console = new Console(process.stderr);
const { Provider } = await import("oidc-provider");
const { configuration } = await import("./configuration.mjs");
const { interaction } = await import("./interaction.mjs");
const { passedOn } = await import("./strict.mjs");

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const listening = (server) => new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));

async function start({ clients }) {
  const server = createServer();
  const issuer = `http://127.0.0.1:${await listening(server)}`;
  const provider = new Provider(issuer, configuration(clients));
  provider.use(passedOn);
  const context = provider.createContext.bind(provider);
  provider.createContext = (...both) => {
    const made = context(...both);
    // Browsers trust loopback with cookies that are for TLS alone; Koa does not know.
    made.cookies.secure = true;
    return made;
  };
  for (const place of ["authorization", "pushed_authorization_request", "grant", "userinfo", "revocation", "end_session"]) {
    provider.on(`${place}.error`, (_, { error, error_description: description, error_detail: detail }) =>
      say({ place, error, description, detail }),
    );
  }
  provider.on("server_error", (_, error) => console.error(error));
  const [protocol, person] = [provider.callback(), interaction(provider)];
  server.on("request", (request, response) => (request.url.startsWith("/interaction/") ? person : protocol)(request, response));
  say({ issuer });
}

const input = createInterface({ input: process.stdin });
input.once("line", (line) => start(JSON.parse(line)));
input.once("close", () => process.exit());
