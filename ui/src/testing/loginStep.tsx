import { LoginStep } from "../journeys/login/LoginStep";
import type { AppView } from "../ipc/generated/AppView";
import type { LoggedOutView } from "../ipc/generated/LoggedOutView";
import type { LoginProgress } from "../ipc/generated/LoginProgress";
import type { LoginView } from "../ipc/generated/LoginView";
import type { StartLogin } from "../ipc/generated/StartLogin";
import { type Script, scripted } from "../ipc/hosts/scripted";
import { click, fill } from "./at";
import { Live } from "./live";
import { loginView } from "./results";
import { show } from "./show";
import { appView, profile } from "./views";

export const WAITING: LoginProgress & { kind: "waiting" } = {
  kind: "waiting",
  url: "http://127.0.0.1:41002/authorize?client_id=oidc_fjordly&state=abc",
  redirect_uri: "http://127.0.0.1:52341/callback",
  browser_opened: true,
};

/** What is sent when nothing but the client id was touched. */
export const ordinary: StartLogin = {
  provider: "idporten",
  client_id: "oidc_fjordly",
  authentication: "none",
  client_secret: null,
  scopes: "altinn:accessmanagement/authorizedparties altinn:instances.read",
  acr: ["substantial"],
  prompt: null,
  redirect: "http://127.0.0.1:0/callback",
  pushed: true,
  dpop: false,
  represent: null,
};

/** What one test leaves in the form is not the next one's. */
let profiles = 0;

export async function open(login: LoginView | null, script: Script = {}, id = `practice-${++profiles}`) {
  const base = appView();
  const start = { ...base, profile: { ...profile, id }, setup: { ...base.setup, login } };
  const host = scripted({
    app_open: () => start,
    app_open_page: () => ({}),
    login_start: () => loginView(),
    login_cancel: () => ({}),
    login_trail: () => ({ stages: [] }),
    login_end: () => loggedOut(start),
    ...script,
  });
  const went: string[] = [];
  const shown = await show(<Live step={LoginStep} start={start} onGo={(place) => went.push(place)} />, host);
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs, id, leave: () => shown.unmount() };
}

/** All went well. */
export function loggedOut(app: AppView, parts: Partial<LoggedOutView> = {}): LoggedOutView {
  return { app: { ...app, setup: { ...app.setup, login: null } }, problem: null, browser: "sent", ...parts };
}

/** Fills in the client id and starts. */
export async function ask(id = "oidc_fjordly") {
  await fill("#client-id", id);
  await click("#primary");
}
