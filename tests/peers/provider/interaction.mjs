// The person's part: who they are and at which level; consent is given without asking.
import { account, people } from "./people.mjs";
import { logIn } from "./pages.mjs";

const LEVELS = ["substantial", "high"];

/** Answers under `/interaction/`. */
export const interaction = (provider) => async (request, response) => {
  try {
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    const finish = (result) => provider.interactionFinished(request, response, result);
    if (prompt.name === "consent") return await finish({ consent: { grantId: await granted(provider, params, session) } });
    if (request.method !== "POST") return response.setHeader("Content-Type", "text/html").end(logIn(people, LEVELS));
    return await finish(await answered(request));
  } catch (error) {
    console.error(error);
    return response.writeHead(400).end();
  }
};

async function granted(provider, { client_id: clientId, scope }, { accountId }) {
  const grant = new provider.Grant({ clientId, accountId });
  grant.addOIDCScope(scope);
  return grant.save();
}

async function answered(request) {
  let body = "";
  for await (const piece of request.setEncoding("utf8")) body += piece;
  const form = new URLSearchParams(body);
  if (form.get("action") === "cancel") return { error: "access_denied", error_description: "the person cancelled" };
  const [person, level] = [form.get("person"), form.get("level")];
  if (!account(person) || !LEVELS.includes(level)) throw new Error("no such person or level");
  return { login: { accountId: person, acr: `idporten-loa-${level}`, amr: ["TestID"], remember: true } };
}
