import { describe, expect, test } from "vitest";

import { fail, type Script } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import { open } from "../../testing/clients";
import { CLIENT, openedClient, secretClient, serviceClient, serviceClients } from "../../testing/keys";
import { accessibleInAll } from "../../testing/languages";

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
    await expect.poll(() => document.activeElement?.id).toBe("client-keys");
    expect(isThere("#add-key-k1")).toBe(false);
    expect(isThere("#add-key-k3"), "a public half alone").toBe(false);
  });

  test("has a key posted again, once it is said when that is right", async () => {
    const { inputs } = await openClient({
      selfservice_renew_key: ({ kid }) => ({
        ...openedClient,
        keys: (openedClient.keys ?? []).map((one) =>
          one.kid === kid ? { ...one, expires_at: "2028-02-03T12:00:00Z" } : one,
        ),
      }),
    });
    await click("#restart-year-visma-prod");
    await expect.poll(() => words('[data-kid="visma-prod"]')).toContain("En ny nøkkel er tryggere");
    expect(words('[data-kid="fjordly-2026-11"]')).not.toContain("tryggere");
    await accessibleInAll();
    await click("#restart-year-cancel");
    await click("#restart-year-visma-prod");
    expect(inputs("selfservice_renew_key")).toEqual([]);
    await click("#restart-year-confirm");
    await expect.poll(() => words('[data-kid="visma-prod"]')).toContain("2028");
    expect(words('[data-kid="visma-prod"]')).not.toContain("tryggere");
    expect(inputs("selfservice_renew_key")).toEqual([{ client_id: CLIENT, kid: "visma-prod" }]);
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

  test("that somebody else changed meanwhile says so, and are read again", async () => {
    const { inputs } = await openClient({
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
    await expect.poll(() => inputs("selfservice_client").length).toBe(2);
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
