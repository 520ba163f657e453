import { describe, expect, test } from "vitest";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import { loginRoad } from "../../testing/keys";
import { accessibleInAll } from "../../testing/languages";
import { ask, open, ordinary } from "../../testing/loginStep";

describe("asking", () => {
  test("takes a client id and a level, and sends the ordinary with them", async () => {
    const { went, inputs } = await open(null);
    await accessibleInAll();
    await fill("#client-id", "oidc_fjordly");
    await click("#level-high");
    await click("#primary");
    await at("#logged-in");
    expect(inputs("login_start")).toEqual([{ ...ordinary, acr: ["high"] }]);
    await click("#primary");
    expect(went).toEqual(["next"]);
  });

  test("needs a client id", async () => {
    const { inputs } = await open(null);
    await click("#primary");
    await expect.element(await at("#client-id")).toHaveFocus();
    expect(words("form")).toContain("Skriv klient-ID-en.");
    expect(inputs("login_start")).toEqual([]);
  });

  test("goes on from the same form after the page was left", async () => {
    const { id, leave } = await open(null);
    await fill("#client-id", "oidc_half");
    await click("#level-high");
    await leave();
    await open(null, {}, id);
    await expect.element(await at("#client-id")).toHaveValue("oidc_half");
    await expect.element(await at("#level-high")).toBeChecked();
  });

  test("in another profile begins anew", async () => {
    const { leave } = await open(null);
    await fill("#client-id", "oidc_half");
    await leave();
    await open(null);
    await expect.element(await at("#client-id")).toHaveValue("");
  });
});

describe("the way back", () => {
  test("is shown to the letter as it is to be registered, and goes with the request", async () => {
    const { inputs } = await open(null);
    await unfold("#redirect");
    const forms = {
      free_port: "http://127.0.0.1:0/callback",
      fixed_port: "http://127.0.0.1:38431/callback",
      localhost: "http://localhost:38431/callback",
      ipv6: "http://[::1]:0/callback",
    };
    for (const [form, registered] of Object.entries(forms)) {
      await click(`#redirect-${form}`);
      await expect.poll(() => words("#redirect-uri")).toBe(registered);
    }
    await accessibleInAll();
    await ask();
    await at("#logged-in");
    expect(inputs("login_start")).toEqual([{ ...ordinary, redirect: forms.ipv6 }]);
  });

  test("may be another that stands on the client already", async () => {
    const { inputs } = await open(null);
    await unfold("#redirect");
    await click("#redirect-other");
    expect(isThere("#redirect-uri"), "nothing to register yet").toBe(false);
    await ask();
    await expect.element(await at("#redirect-own")).toHaveFocus();
    expect(inputs("login_start")).toEqual([]);
    await fill("#redirect-own", " http://127.0.0.1:38431/token ");
    await expect.poll(() => words("#redirect-uri")).toBe("http://127.0.0.1:38431/token");
    await click("#primary");
    await expect
      .poll(() => inputs("login_start"))
      .toMatchObject([{ redirect: "http://127.0.0.1:38431/token" }]);
  });

  test("that cannot be used is explained, and leads to its field", async () => {
    await open(null, {
      login_start: () => fail("login.redirect_host", { actions: ["review_client"] }),
    });
    await unfold("#redirect");
    await click("#redirect-other");
    await fill("#redirect-own", "http://example.com/token");
    await ask();
    await at('#problem[data-code="login.redirect_host"]');
    await click("#action-review_client");
    await expect.element(await at("#redirect-own")).toHaveFocus();
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

  test("of Ansattporten brings an id to Ansattporten", async () => {
    const { inputs } = await open(null, { portal_road: () => loginRoad });
    await click("#provider-ansattporten");
    await click("#open-road");
    await fill("#client-id", "ansatt_ny");
    await click("#primary");
    await at("#provider-ansattporten");
    await expect.element(await at("#client-id")).toHaveValue("ansatt_ny");
    expect(inputs("portal_road")).toEqual([{ kind: "ansattporten" }]);
  });

  test("that cannot be found says why", async () => {
    await open(null, { portal_road: () => fail("environment.no_host") });
    await click("#open-road");
    await at('#problem[data-code="environment.no_host"]');
    await click("#back");
    await at("#open-road");
  });
});
