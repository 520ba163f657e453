import { describe, expect, test } from "vitest";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { represented } from "../../testing/login";
import { open } from "../../testing/loginStep";
import { fromNow, loginView } from "../../testing/results";
import { appView } from "../../testing/views";

describe("the card", () => {
  test("says who, how surely, for what, until when", async () => {
    await open(loginView());
    await at("#logged-in[data-verdict=good]");
    expect(words("#logged-in")).toContain("Kari Øvrebø er logget inn med ID-porten");
    expect(words("#logged-in")).toContain("148190*****");
    expect(words("#logged-in")).toContain("Høyt");
    expect(words("#logged-in")).toContain("lenger når den brukes");
    await accessibleInAll();
  });

  test("says so when the browser was logged in already", async () => {
    await open(loginView({ from_earlier_session: true }));
    await at("#logged-in");
    expect(words("#logged-in")).toContain("ID-porten spurte ikke på nytt");
  });

  test("without a name is still a login, of a kind without a level", async () => {
    await open(loginView({ name: null, national_id: null, acr: "selfregistered-email", level: null }));
    await at("#logged-in");
    expect(words("#logged-in")).toContain("Du er logget inn");
    expect(words("#logged-in")).toContain("Ingen (e-postbruker)");
    expect(isThere("#reveal")).toBe(false);
  });

  test("says that the access token is over while the session lives", async () => {
    await open(loginView({ expires_at: fromNow(-1) }));
    await expect.poll(() => words("#logged-in")).toContain("Inngang fornyer den når den trengs");
  });

  test("with scopes missing says which and why, and asks for consent again", async () => {
    const { inputs } = await open(loginView({ scopes_missing: ["altinn:instances.read"] }));
    await at('#logged-in[data-verdict="warning"]');
    expect(words("#logged-in")).toContain("Kari Øvrebø er logget inn");
    expect(words("#logged-in")).toContain("ID-porten ga ikke altinn:instances.read");
    await accessibleInAll();
    await click("#ask-consent");
    await expect
      .poll(() => inputs("login_start"))
      .toMatchObject([
        {
          prompt: "consent",
          client_id: "oidc_fjordly",
          scopes: "altinn:accessmanagement/authorizedparties altinn:instances.read",
        },
      ]);
  });

  test("of Ansattporten says whom they represent, and that Altinn does not take it", async () => {
    await open(loginView({ provider: "ansattporten", acr: "high", represented, dpop: true }));
    await at("#logged-in");
    expect(words("#logged-in")).toContain("Fjordly Regnskap AS (310 204 577)");
    expect(words("#logged-in")).toContain("310 204 585");
    expect(words("#logged-in")).toContain("Altinn tar ikke imot token fra Ansattporten");
    expect(isThere("#user-info"), "it has none").toBe(false);
    await accessibleInAll();
  });

  test("of Ansattporten says so when they represent nobody", async () => {
    await open(loginView({ provider: "ansattporten", acr: "entraid", level: null }));
    await at("#logged-in");
    expect(words("#logged-in")).toMatch(/Representerer\s*Ingen/);
    expect(words("#logged-in")).toContain("Arbeidskonto");
  });
});

describe("what can be done", () => {
  test("renewing the access tells until when", async () => {
    const later = fromNow(3600);
    const { inputs } = await open(loginView(), { login_refresh: () => loginView({ expires_at: later }) });
    const before = words("#logged-in");
    await click("#login-refresh");
    await expect.poll(() => words("#logged-in")).not.toBe(before);
    expect(inputs("login_refresh").length).toBe(1);
  });

  test("nothing can be renewed without a refresh token", async () => {
    await open(loginView({ refreshable: false }));
    await at("#login-end");
    expect(isThere("#login-refresh")).toBe(false);
  });

  test("a renewal that is refused ends the session, and leads to a new login", async () => {
    const over = loginView({ held: false, idle_ends_at: null });
    const { inputs } = await open(loginView(), {
      login_refresh: () => fail("login.refresh_refused", { actions: ["log_in_again"] }),
      app_open: () => appView({ setup: { ...appView().setup, login: over } }),
    });
    await click("#login-refresh");
    await at("#login-gone");
    await at('#problem[data-code="login.refresh_refused"]');
    await accessibleInAll();
    await click("#action-log_in_again");
    await at("#logged-in");
    expect(inputs("login_start")).toMatchObject([{ client_id: "oidc_fjordly" }]);
  });

  test("userinfo is asked for and told", async () => {
    await open(loginView(), {
      login_user_info: () => ({ name: "Kari Øvrebø", national_id: "148190*****", locale: "nn" }),
    });
    await click("#user-info");
    await at("#user-info-told");
    expect(words("#user-info-told")).toContain("Nynorsk");
    await accessibleInAll();
  });

  test("one's own number is shown until it is hidden, and gone when the page is left", async () => {
    const { inputs, leave, id } = await open(loginView(), {
      login_reveal: () => ({ national_id: "14819012345" }),
    });
    await click("#reveal");
    await expect.poll(() => words("#own-number")).toBe("148190 12345");
    await accessibleInAll();
    await click("#reveal");
    await expect.poll(() => isThere("#own-number")).toBe(false);
    await click("#reveal");
    await at("#own-number");
    await leave();
    await open(loginView(), {}, id);
    await at("#reveal");
    expect(isThere("#own-number")).toBe(false);
    expect(inputs("login_reveal").length, "asked for each time").toBe(2);
  });

  test("logging in anew asks with the same values", async () => {
    await open(loginView({ redirect: "http://localhost:38431/callback", authentication: "key" }));
    await click("#login-again");
    await expect.element(await at("#client-id")).toHaveValue("oidc_fjordly");
    await expect.element(await at("#level-high")).toBeChecked();
    expect(words("#redirect summary")).toContain("localhost, fast port");
    expect(words("#authentication summary")).toContain("registrert nøkkel");
    await click("#primary");
    await at("#logged-in");
  });
});
