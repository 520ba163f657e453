import { describe, expect, test } from "vitest";

import { fail, type Script, scripted } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import {
  CLIENT,
  keysView,
  notConnected,
  openedClient,
  secretClient,
  serviceClient,
  serviceClients,
} from "../../testing/keys";
import { accessibleInAll } from "../../testing/languages";
import { Live } from "../../testing/live";
import { show } from "../../testing/show";
import { appView, certificate, registeredKey } from "../../testing/views";
import type { SetupView } from "../../ipc/generated/SetupView";
import { ClientsPage } from "./ClientsPage";

async function open(script: Script = {}, setup: Partial<SetupView> = { certificate, key: registeredKey }) {
  const host = scripted({
    selfservice_clients: ({ inactive }) => (inactive ? { ...serviceClients, clients: [] } : serviceClients),
    selfservice_connect: () => serviceClients,
    selfservice_disconnect: () => notConnected,
    selfservice_client: ({ client_id }) =>
      client_id === CLIENT ? openedClient : { ...secretClient, keys: [] },
    key_list: () => keysView,
    ...script,
  });
  const went: string[] = [];
  const app = appView();
  await show(
    <Live
      step={ClientsPage}
      start={{ ...app, setup: { ...app.setup, ...setup } }}
      onGo={(place, about) => went.push(about === undefined ? place : `${place} ${about}`)}
    />,
    host,
  );
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}

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
    await click("#connect-with-key");
    await click("#primary");
    await at("#page-clients");
    expect(inputs("selfservice_connect")).toEqual([{ client_id: "admin-1", sign_with: "key" }]);
  });

  test("with nothing to sign with leads to the key", async () => {
    const { went } = await open(away, { certificate: null, key: null });
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

describe("one client", () => {
  const openClient = async (script: Script = {}, id = CLIENT) => {
    const opened = await open(script);
    await click(`#open-client-${id}`);
    await at("#page-client");
    return opened;
  };

  test("shows its keys and which is ours; ours can be renewed", async () => {
    const { went } = await openClient();
    await at('[data-kid="visma-prod"]');
    expect(words('[data-kid="fjordly-2026-11"]')).toContain("Vår nøkkel");
    expect(words('[data-kid="visma-prod"]')).not.toContain("Vår nøkkel");
    await expect.poll(() => document.activeElement?.id).toBe("page-client");
    await accessibleInAll();
    await click("#renew-key");
    expect(went).toEqual([`renewal ${CLIENT}`]);
  });

  test("is changed", async () => {
    const { inputs } = await openClient({
      selfservice_change: ({ name }) => ({ ...openedClient, name }),
    });
    await click("#primary");
    await fill("#client-name", "");
    await click("#primary");
    await expect.element(await at("#client-name")).toHaveFocus();
    await accessibleInAll();
    await fill("#client-name", "Fjordly Lønn");
    await click("#primary");
    await expect.poll(() => words("#page-client")).toBe("Fjordly Lønn");
    expect(inputs("selfservice_change")).toEqual([
      {
        client_id: CLIENT,
        name: "Fjordly Lønn",
        description: "Henter fakturaer",
        scopes: "altinn:instances.read\naltinn:broker.read",
      },
    ]);
  });

  test("gets one of our keys beside those that stand there", async () => {
    const { inputs } = await openClient({ selfservice_add_key: () => openedClient });
    await click("#add-key-do");
    await expect.poll(() => inputs("selfservice_add_key")).toEqual([{ client_id: CLIENT, key: "k2" }]);
    expect(isThere("#add-key-k1")).toBe(false);
    expect(isThere("#add-key-k3"), "a public half alone").toBe(false);
  });

  test("loses a key only when asked twice", async () => {
    const { inputs } = await openClient({
      selfservice_remove_key: () => ({ ...openedClient, keys: openedClient.keys?.slice(0, 1) ?? [] }),
    });
    await click("#remove-key-visma-prod");
    await at("#remove-key-confirm");
    await accessibleInAll();
    expect(inputs("selfservice_remove_key")).toEqual([]);
    await click("#remove-key-confirm");
    await expect.poll(() => isThere('[data-kid="visma-prod"]')).toBe(false);
    expect(inputs("selfservice_remove_key")).toEqual([{ client_id: CLIENT, kid: "visma-prod" }]);
  });

  test("that somebody else changed meanwhile says so", async () => {
    await openClient({
      selfservice_remove_key: () =>
        fail("selfservice.changed_meanwhile", {
          facts: {
            client: { kind: "text", value: CLIENT },
            came: { kind: "list", value: ["ny"] },
            went: { kind: "list", value: [] },
          },
        }),
    });
    await click("#remove-key-visma-prod");
    await click("#remove-key-confirm");
    await at('#problem[data-code="selfservice.changed_meanwhile"]');
    expect(isThere('[data-kid="visma-prod"]')).toBe(true);
  });

  test("keeps its secret in the vault: copied, renewed, never shown", async () => {
    const { inputs } = await openClient(
      {
        selfservice_copy_secret: () => ({ cleared_after_seconds: 45 }),
        selfservice_new_secret: () => ({ ...secretClient, keys: [] }),
      },
      secretClient.client_id,
    );
    await click("#copy-secret");
    await expect.poll(() => words("#secret-copied")).toContain("45 sekunder");
    await accessibleInAll();
    await click("#new-secret");
    expect(inputs("selfservice_new_secret")).toEqual([]);
    await click("#new-secret-confirm");
    await at("#new-secret");
    expect(inputs("selfservice_new_secret")).toEqual([{ client_id: secretClient.client_id }]);
  });

  test("is deactivated by its name", async () => {
    const { inputs } = await openClient({
      selfservice_deactivate: () => ({ ...serviceClients, clients: [secretClient] }),
    });
    await unfold("#deactivate");
    await fill("#deactivate-typed", "Fjordly");
    await click("#deactivate-confirm");
    await expect.element(await at("#deactivate-typed")).toHaveFocus();
    expect(inputs("selfservice_deactivate")).toEqual([]);
    await fill("#deactivate-typed", serviceClient.name);
    await click("#deactivate-confirm");
    await at("#page-clients");
    expect(isThere(`[data-client="${CLIENT}"]`)).toBe(false);
  });
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
