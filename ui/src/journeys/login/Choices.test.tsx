import { describe, expect, test } from "vitest";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { ask, open, ordinary } from "../../testing/loginStep";
import { loginView } from "../../testing/results";

describe("the client's proof", () => {
  test("may be a secret that is typed, which no draft and no second try keeps", async () => {
    let tries = 0;
    const { inputs, id, leave } = await open(null, {
      login_start: () =>
        ++tries === 1 ? fail("login.cancelled_here", { actions: ["log_in_again"] }) : loginView(),
    });
    await unfold("#authentication");
    await click("#authentication-client_secret_post");
    await fill("#client-secret", "hemmelig-42");
    await accessibleInAll();
    await ask();
    await at("#problem");
    expect(inputs("login_start")).toMatchObject([
      { authentication: "client_secret_post", client_secret: "hemmelig-42" },
    ]);
    await click("#action-log_in_again");
    await expect.element(await at("#client-secret")).toHaveFocus();
    await expect.element(await at("#client-secret")).toHaveValue("");
    expect(tries, "not sent without it").toBe(1);
    await leave();
    await open(null, {}, id);
    await expect.element(await at("#authentication-client_secret_post")).toBeChecked();
    await expect.element(await at("#client-secret")).toHaveValue("");
  });

  test("is the kept secret when the field is left empty", async () => {
    const { inputs } = await open(null);
    await unfold("#authentication");
    await click("#authentication-client_secret_basic");
    await ask();
    await at("#logged-in");
    expect(inputs("login_start")).toEqual([{ ...ordinary, authentication: "client_secret_basic" }]);
  });

  test.each(["key", "certificate"] as const)("may be the %s", async (method) => {
    const { inputs } = await open(null);
    await unfold("#authentication");
    await click(`#authentication-${method}`);
    expect(isThere("#client-secret")).toBe(false);
    await ask();
    await at("#logged-in");
    expect(inputs("login_start")).toEqual([{ ...ordinary, authentication: method }]);
  });
});

describe("more choices", () => {
  test("go with the request, and the fold tells how many there are", async () => {
    const { inputs } = await open(null);
    await unfold("#more");
    for (const id of ["also-european", "also-email", "prompt-login", "pushed", "dpop"]) await click(`#${id}`);
    await expect.poll(() => words("#more summary")).toContain("5 i bruk");
    await accessibleInAll();
    await click("#level-high");
    await ask();
    await at("#logged-in");
    expect(inputs("login_start")).toEqual([
      {
        ...ordinary,
        acr: ["high", "eidas-loa-high", "selfregistered-email"],
        prompt: "login",
        pushed: false,
        dpop: true,
      },
    ]);
  });
});

describe("Ansattporten", () => {
  test("asks for an organisation with a right, with a client of its own", async () => {
    const { inputs } = await open(null);
    await fill("#client-id", "oidc_fjordly");
    await click("#provider-ansattporten");
    await expect.element(await at("#client-id")).toHaveValue("");
    await click("#represent-resource");
    await accessibleInAll();
    await ask("ansatt_fjordly");
    await expect.element(await at("#represent-code")).toHaveFocus();
    await fill("#represent-code", "urn:altinn:resource:fjord-melding");
    await click("#represent-several");
    await click("#represent-required");
    await click("#primary");
    await at("#logged-in");
    expect(inputs("login_start")).toEqual([
      {
        ...ordinary,
        provider: "ansattporten",
        client_id: "ansatt_fjordly",
        scopes: "",
        represent: { about: { kind: "resource", value: "fjord-melding" }, multiple: true, required: true },
      },
    ]);
  });

  test("takes a work account's organisation from a work account", async () => {
    const { inputs } = await open(null);
    await click("#provider-ansattporten");
    await click("#represent-work_account");
    await unfold("#more");
    await expect.element(await at("#also-work_account")).toBeChecked();
    await ask();
    await at("#logged-in");
    expect(inputs("login_start")).toMatchObject([
      { acr: ["substantial", "entraid"], represent: { about: { kind: "work_account" } } },
    ]);
  });

  test("asks nothing of whom when it is left for ID-porten", async () => {
    const { inputs } = await open(null);
    await click("#provider-ansattporten");
    await click("#represent-service");
    await click("#provider-idporten");
    expect(isThere("#represent-code")).toBe(false);
    await ask();
    await at("#logged-in");
    expect(inputs("login_start")).toEqual([ordinary]);
  });
});
