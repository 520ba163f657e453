import { describe, expect, test } from "vitest";

import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { loggedOut, open } from "../../testing/loginStep";
import { fromNow, loginView } from "../../testing/results";
import { appView } from "../../testing/views";

describe("logging out", () => {
  test("says no address unless one is registered", async () => {
    const { inputs } = await open(loginView());
    await click("#login-end");
    await expect.element(await at("#client-id")).toHaveValue("oidc_fjordly");
    expect(inputs("login_end")).toEqual([{ returns_to: null }]);
    await at("#logged-out[data-verdict=good]");
    expect(isThere("#logged-in")).toBe(false);
    await accessibleInAll();
  });

  test("may go on to a registered address", async () => {
    const { inputs } = await open(loginView());
    await unfold("#login-end-more");
    await fill("#returns-to", "http://127.0.0.1:38431/out");
    await accessibleInAll();
    await click("#login-end");
    await expect.poll(() => inputs("login_end")).toEqual([{ returns_to: "http://127.0.0.1:38431/out" }]);
  });

  test("tells what became of the tokens and of the session", async () => {
    await open(loginView(), {
      login_end: () =>
        loggedOut(appView(), {
          browser: "not_sent",
          problem: { code: "http.unreachable", turn: "network", facts: {}, actions: [], said: null },
        }),
    });
    await click("#login-end");
    await at("#logged-out[data-verdict=warning]");
    expect(words("#logged-out")).toContain("Slettet her, men ikke trukket tilbake");
    expect(words("#logged-out")).toContain("Nettleseren tok ikke imot utloggingen");
    await at('#problem[data-code="http.unreachable"]');
    await accessibleInAll();
    await click("#primary");
    await at("#logged-in");
    expect(isThere("#logged-out")).toBe(false);
  });
});

describe("the end of the session", () => {
  test("from before a restart asks for a new login with the same values", async () => {
    await open(loginView({ held: false, redirect: "http://127.0.0.1:38431/token" }));
    await at("#login-gone");
    expect(words("#login-gone")).toContain("har logget inn før");
    await expect.element(await at("#client-id")).toHaveValue("oidc_fjordly");
    await expect.element(await at("#scopes")).toHaveValue("altinn:accessmanagement/authorizedparties");
    await expect.element(await at("#redirect-own")).toHaveValue("http://127.0.0.1:38431/token");
    await accessibleInAll();
  });

  test("is told when it comes while the page is open, after one look", async () => {
    const over = loginView({ held: false, idle_ends_at: null });
    const { inputs } = await open(loginView({ idle_ends_at: fromNow(1) }), {
      app_open: () => appView({ setup: { ...appView().setup, login: over } }),
    });
    await at("#logged-in");
    expect(inputs("app_open")).toEqual([]);
    await expect.poll(() => isThere("#login-gone"), { timeout: 5000 }).toBe(true);
    expect(words("#login-gone")).toContain("Økten er over");
    expect(inputs("app_open").length).toBe(1);
    await accessibleInAll();
  });

  test("is looked at once, not again and again, where the clocks differ", async () => {
    const login = loginView({ idle_ends_at: fromNow(-100) });
    const { inputs } = await open(login, {
      app_open: () => appView({ setup: { ...appView().setup, login } }),
    });
    await at("#logged-in");
    await expect.poll(() => inputs("app_open").length).toBe(1);
    await new Promise((done) => setTimeout(done, 700));
    expect(inputs("app_open").length).toBe(1);
  });
});
