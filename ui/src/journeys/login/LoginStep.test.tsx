import { describe, expect, test } from "vitest";

import type { LoginProgress } from "../../ipc/generated/LoginProgress";
import type { LoginView } from "../../ipc/generated/LoginView";
import { fail, type Script, scripted } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, words } from "../../testing/at";
import { loginRoad } from "../../testing/keys";
import { accessibleInAll } from "../../testing/languages";
import { Live } from "../../testing/live";
import { loginView } from "../../testing/results";
import { show } from "../../testing/show";
import { appView } from "../../testing/views";
import { LoginStep } from "./LoginStep";

const WAITING: LoginProgress = {
  kind: "waiting",
  url: "http://127.0.0.1:41002/authorize?client_id=oidc_fjordly&state=abc",
  redirect_uri: "http://127.0.0.1:52341/callback",
  browser_opened: true,
};
const FOR_EVER = new Promise<never>(() => undefined);

async function open(login: LoginView | null, script: Script = {}) {
  const app = appView();
  const host = scripted({
    login_start: () => loginView(),
    login_cancel: () => ({}),
    login_end: () => app,
    app_open_page: () => ({}),
    ...script,
  });
  const went: string[] = [];
  const start = { ...app, setup: { ...app.setup, login } };
  await show(<Live step={LoginStep} start={start} onGo={(place) => went.push(place)} />, host);
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}

describe("asking", () => {
  test("sends what is in the form, and shows who logged in", async () => {
    const { went, inputs } = await open(null);
    await accessibleInAll();
    await fill("#client-id", "oidc_fjordly");
    await click("#level-high");
    await click("#primary");
    await at("#logged-in");
    expect(inputs("login_start")).toEqual([
      {
        client_id: "oidc_fjordly",
        scopes: "altinn:accessmanagement/authorizedparties altinn:instances.read",
        level: "high",
        redirect: "free_port",
      },
    ]);
    expect(words("#logged-in")).toContain("148190*****");
    expect(words("#logged-in")).toContain("Høyt");
    await accessibleInAll();
    await click("#primary");
    expect(went).toEqual(["next"]);
  });

  test("needs a client id", async () => {
    const { inputs } = await open(null);
    await click("#primary");
    await expect.element(await at("#client-id")).toHaveFocus();
    expect(inputs("login_start")).toEqual([]);
  });

  test("shows to the letter what to register for each form of redirect", async () => {
    await open(null);
    await click("#redirect summary, #redirect u-summary");
    await expect.poll(() => words("#redirect-uri")).toBe("http://127.0.0.1:0/callback");
    await click("#redirect-localhost");
    await expect.poll(() => words("#redirect-uri")).toBe("http://localhost:38431/callback");
    await click("#redirect-fixed_port");
    await expect.poll(() => words("#redirect-uri")).toBe("http://127.0.0.1:38431/callback");
    await accessibleInAll();
  });
});

describe("the portal's road", () => {
  test("shows every field of the client, and brings its id back", async () => {
    const { inputs } = await open(null, { portal_road: () => loginRoad });
    await click("#open-road");
    await expect.poll(() => words("#value-field-redirect_uris")).toBe("http://127.0.0.1:0/callback");
    expect(isThere("#copy-field-redirect_uris-2")).toBe(true);
    expect(isThere("#copy-field-client_id"), "the portal makes it").toBe(false);
    await accessibleInAll();
    await click("#open-portal");
    expect(inputs("app_open_page")).toEqual([{ page: "portal" }]);
    await click("#primary");
    await expect.element(await at("#client-id")).toHaveFocus();
    await fill("#client-id", "oidc_ny");
    await click("#primary");
    await at("#open-road");
    await expect.element(await at("#client-id")).toHaveValue("oidc_ny");
    expect(inputs("portal_road")).toEqual([{ kind: "api_klient" }]);
  });

  test("that cannot be found says why", async () => {
    await open(null, { portal_road: () => fail("environment.no_host") });
    await click("#open-road");
    await at('#problem[data-code="environment.no_host"]');
    await click("#back");
    await at("#open-road");
  });
});

describe("waiting for the browser", () => {
  const waits = (...told: LoginProgress[]): Script => ({
    login_start: (_, tell) => {
      told.forEach(tell);
      return FOR_EVER;
    },
  });

  async function waiting(...told: LoginProgress[]) {
    const opened = await open(null, waits(...told));
    await fill("#client-id", "oidc_fjordly");
    await click("#primary");
    await at("#waiting-for-browser");
    return opened;
  }

  test("gives the link, and can be cancelled", async () => {
    const { inputs } = await waiting(WAITING);
    await expect.poll(() => words("#login-link")).toBe(WAITING.url);
    await accessibleInAll();
    await click("#login-cancel");
    await expect.element(await at("#client-id")).toHaveValue("oidc_fjordly");
    expect(inputs("login_cancel").length).toBe(1);
    expect(isThere("#waiting-for-browser")).toBe(false);
  });

  test("says so when no browser opened", async () => {
    await waiting({ ...WAITING, browser_opened: false });
    await expect.poll(() => words("#waiting-for-browser")).toContain("Nettleseren åpnet seg ikke.");
  });

  test("says so when the browser is back", async () => {
    await waiting(WAITING, { kind: "returned" });
    await expect.poll(() => words("#waiting-for-browser")).toContain("Nettleseren er tilbake.");
    expect(isThere("#login-link")).toBe(false);
  });
});

describe("an outcome", () => {
  test("with scopes missing says which, and what to do", async () => {
    await open(loginView({ scopes_missing: ["altinn:instances.read"] }));
    await at('#logged-in[data-verdict="warning"]');
    expect(words("#logged-in")).toContain("altinn:instances.read");
    await accessibleInAll();
  });

  test("without a name is still a login", async () => {
    await open(loginView({ name: null, national_id: null, acr: "selfregistered-email" }));
    await at("#logged-in");
    expect(words("#logged-in")).toContain("Du er logget inn");
    expect(words("#logged-in")).toContain("Et annet nivå");
  });

  test("from before a restart asks for a new login with the same values", async () => {
    await open(loginView({ held: false }));
    await at("#login-gone");
    await expect.element(await at("#client-id")).toHaveValue("oidc_fjordly");
    await expect.element(await at("#scopes")).toHaveValue("altinn:accessmanagement/authorizedparties");
    await accessibleInAll();
  });

  test("ends with logging out", async () => {
    const { inputs } = await open(loginView());
    await click("#login-end");
    await at("#client-id");
    expect(inputs("login_end").length).toBe(1);
    expect(isThere("#logged-in")).toBe(false);
  });

  test("can be asked for anew", async () => {
    await open(loginView());
    await click("#login-again");
    await at("#client-id");
    await click("#primary");
    await at("#logged-in");
  });

  test("that was cancelled can be tried again at once", async () => {
    let tries = 0;
    await open(null, {
      login_start: () => (++tries === 1 ? fail("login.cancelled", { actions: ["try_again"] }) : loginView()),
    });
    await fill("#client-id", "oidc_fjordly");
    await click("#primary");
    await at('#problem[data-code="login.cancelled"]');
    await accessibleInAll();
    await click("#action-try_again");
    await at("#logged-in");
    expect(isThere("#problem")).toBe(false);
  });
});
