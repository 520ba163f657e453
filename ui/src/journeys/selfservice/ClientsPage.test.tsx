import { describe, expect, test } from "vitest";

import { fail, type Script } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, words } from "../../testing/at";
import { open } from "../../testing/clients";
import { CLIENT, keysView, newKey, notConnected, openedClient, serviceClients } from "../../testing/keys";
import { accessibleInAll } from "../../testing/languages";

describe("connecting", () => {
  const away: Script = { selfservice_clients: () => notConnected };

  test("tells how to get an administration client, and with what it signs", async () => {
    const { inputs } = await open(away);
    await at("#page-connect");
    expect(words("#value-desk")).toBe("servicedesk@digdir.no");
    await accessibleInAll();
    await click("#primary");
    await expect.element(await at("#administration")).toHaveFocus();
    await fill("#administration", "admin-1");
    expect(isThere("#kid")).toBe(false);
    expect(isThere("#connect-with-k3"), "a public half alone").toBe(false);
    await click("#connect-with-k1");
    await click("#connect-with-k2");
    await expect.element(await at("#kid")).toHaveValue(newKey.kid);
    await accessibleInAll();
    await fill("#kid", "portalens-egen");
    await click("#primary");
    await at("#page-clients");
    expect(inputs("selfservice_connect")).toEqual([
      { client_id: "admin-1", sign_with: "key", key: "k2", kid: "portalens-egen" },
    ]);
  });

  test("with nothing to sign with leads to the key", async () => {
    const { went } = await open(
      { ...away, key_list: () => ({ ...keysView, keys: [] }) },
      { certificate: null, key: null },
    );
    await click("#primary");
    expect(went).toEqual(["key"]);
  });

  test("that is refused says why", async () => {
    await open({
      ...away,
      selfservice_connect: () => fail("selfservice.scope_missing", { turn: "service" }),
    });
    await fill("#administration", "admin-1");
    await click("#primary");
    await at('#problem[data-code="selfservice.scope_missing"]');
    await accessibleInAll();
  });
});

describe("the list", () => {
  test("is passed by on the way to the client that one came for", async () => {
    const { inputs } = await open({}, {}, CLIENT);
    await at("#client-keys");
    expect(inputs("selfservice_client")).toEqual([{ client_id: CLIENT }]);
  });

  test("shows those in use or those deactivated, and can be left", async () => {
    const { inputs } = await open();
    await at(`[data-client="${CLIENT}"]`);
    await accessibleInAll();
    await click("#clients-inactive");
    await at("#no-clients");
    expect(inputs("selfservice_clients")).toEqual([{ inactive: false }, { inactive: true }]);
    await click("#disconnect");
    await at("#page-connect");
  });

  test("says in words when nothing may be changed, and offers nothing that would", async () => {
    await open({ selfservice_clients: () => ({ ...serviceClients, may_write: false }) });
    await at("#read-only");
    expect(isThere("#primary")).toBe(false);
    await click(`#open-client-${CLIENT}`);
    await at('[data-kid="visma-prod"]');
    expect(isThere("#primary")).toBe(false);
    expect(isThere("#deactivate")).toBe(false);
    expect(isThere("#add-key")).toBe(false);
    expect(isThere("#remove-key-visma-prod")).toBe(false);
  });

  test("that cannot be read says why and tries again", async () => {
    let tries = 0;
    await open({
      selfservice_clients: () =>
        ++tries === 1 ? fail("selfservice.busy", { actions: ["try_again"] }) : serviceClients,
    });
    await click("#action-try_again");
    await at(`[data-client="${CLIENT}"]`);
  });
});

test("a connection that no longer works can be left for another", async () => {
  await open({ selfservice_clients: () => fail("selfservice.token_refused", { turn: "service" }) });
  await at('#problem[data-code="selfservice.token_refused"]');
  await click("#disconnect");
  await at("#page-connect");
});

describe("a new client", () => {
  test("for Maskinporten signs with a key; for login there is a choice", async () => {
    const { inputs } = await open({ selfservice_create: () => ({ ...openedClient, keys: [] }) });
    await click("#primary");
    await at("#page-create-client");
    expect(isThere("#authentication-none")).toBe(false);
    await click("#primary");
    await expect.element(await at("#client-name")).toHaveFocus();
    await click("#kind-api_klient");
    await accessibleInAll();
    await click("#authentication-client_secret_basic");
    await fill("#client-name", "Portal");
    await fill("#client-description", "Kunder");
    await fill("#client-scopes", "openid profile");
    await click("#primary");
    await at("#page-client");
    expect(inputs("selfservice_create")).toEqual([
      {
        kind: "api_klient",
        authentication: "client_secret_basic",
        name: "Portal",
        description: "Kunder",
        scopes: "openid profile",
      },
    ]);
  });

  test("without signed terms says so", async () => {
    await open({
      selfservice_create: () => fail("selfservice.terms_not_accepted", { turn: "your_organisation" }),
    });
    await click("#primary");
    await fill("#client-name", "Portal");
    await fill("#client-description", "Kunder");
    await click("#primary");
    await at('#problem[data-code="selfservice.terms_not_accepted"]');
  });
});

test("scopes are found by name and owner", async () => {
  await open({
    selfservice_scopes: () => ({
      scopes: [
        { scope: "altinn:instances.read", state: "APPROVED", owner: "991825827", owner_name: "Digdir" },
        { scope: "skatteetaten:innkreving", state: "REQUESTED", owner: "974761076", owner_name: null },
        { scope: "brreg:aapent", state: null, owner: null, owner_name: null },
      ],
    }),
  });
  await click("#open-scopes");
  await expect.poll(() => document.querySelectorAll("li[data-state]").length).toBe(3);
  await accessibleInAll();
  await fill("#seek-scope", "digdir instances");
  await expect.poll(() => document.querySelectorAll("li[data-state]").length).toBe(1);
  await fill("#seek-scope", "finnes ikke");
  await at("#no-scopes");
});
