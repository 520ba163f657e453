import type { SetupView } from "../ipc/generated/SetupView";
import { type Script, scripted } from "../ipc/hosts/scripted";
import { click, fill } from "./at";
import { Live } from "./live";
import { checks, foundScopes, recipes, tokenView, trail } from "./results";
import { show } from "./show";
import { appView, registeredKey } from "./views";
import { MaskinportenStep } from "../journeys/maskinporten/MaskinportenStep";

export const SCOPES = "altinn:instances.read altinn:broker.read";
export const CLIENT = registeredKey.client_id ?? "";
const usual: Script = {
  maskinporten_dry_run: () => ({ checks }),
  maskinporten_obtain: ({ sign_with }) => tokenView({ sign_with, token: `t-${sign_with}` }),
  maskinporten_cancel: () => ({}),
  maskinporten_scopes: ({ words, refresh }) => foundScopes(words, refresh ? "service" : "copy"),
  maskinporten_recipes: () => recipes,
  trail_open: () => trail,
  token_copy: () => ({ cleared_after_seconds: 45 }),
};

export async function open(setup: Partial<SetupView> = {}, script: Script = {}) {
  const host = scripted({ ...usual, ...script });
  const went: string[] = [];
  const app = appView();
  const start = { ...app, setup: { ...app.setup, key: registeredKey, ...setup } };
  await show(<Live step={MaskinportenStep} start={start} onGo={(place) => went.push(place)} />, host);
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}

export async function ask() {
  await fill("#scopes", SCOPES);
  await click("#primary");
}
