import { describe, expect, test } from "vitest";

import type { RenewalsView } from "../../ipc/generated/RenewalsView";
import type { RenewalView } from "../../ipc/generated/RenewalView";
import { fail, type Script, scripted } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, words } from "../../testing/at";
import { CLIENT, clientView, newKey, renewalView } from "../../testing/keys";
import { accessibleInAll } from "../../testing/languages";
import { Live } from "../../testing/live";
import { show } from "../../testing/show";
import { appView } from "../../testing/views";
import { RenewalPage } from "./RenewalPage";

const FOR_EVER = new Promise<never>(() => undefined);
const other = { ...clientView, client_id: "c2", name: "Lønn", kid: "lonn-2026" };
const one: RenewalsView = { clients: [clientView], renewals: [], api: false };

async function open(script: Script = {}, about: string | null = null) {
  const host = scripted({
    renewal_list: () => one,
    renewal_begin: ({ road }) => renewalView({ road }),
    renewal_cancel: () => ({}),
    app_open: () => appView(),
    app_open_page: () => ({}),
    ...script,
  });
  const went: string[] = [];
  await show(
    <Live step={RenewalPage} start={appView()} about={about} onGo={(place) => went.push(place)} />,
    host,
  );
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}

const standing = (parts: Partial<RenewalView>): Script => ({
  renewal_list: () => ({ ...one, renewals: [renewalView({ jwk: newKey.jwk, pem: newKey.pem, ...parts })] }),
});
const stages = () =>
  [...document.querySelectorAll("#stages li")].map((stage) => stage.getAttribute("data-state"));

describe("choosing", () => {
  test("one client is opened at once", async () => {
    await open();
    await at("#renewal-client");
    await accessibleInAll();
  });

  test("of several, the one that the page is about", async () => {
    await open({ renewal_list: () => ({ ...one, clients: [clientView, other] }) }, "c2");
    await expect.poll(() => words("#renewal-client")).toContain("Lønn");
  });

  test("of several, by the person", async () => {
    await open({ renewal_list: () => ({ ...one, clients: [clientView, other] }) });
    await at("#renew-c2");
    await accessibleInAll();
    await click("#renew-c2");
    await expect.poll(() => words("#renewal-client")).toContain("lonn-2026");
    await click("#back");
    await at(`#renew-${CLIENT}`);
  });

  test("without any, the way on is to make a key", async () => {
    const { went } = await open({ renewal_list: () => ({ clients: [], renewals: [], api: false }) });
    await at("#no-renewals");
    await accessibleInAll();
    await click("#primary");
    expect(went).toEqual(["key"]);
  });

  test("that cannot be read says why and tries again", async () => {
    let tries = 0;
    await open({
      renewal_list: () => (++tries === 1 ? fail("database.busy", { actions: ["try_again"] }) : one),
    });
    await click("#action-try_again");
    await at("#renewal-client");
  });
});

describe("beginning", () => {
  test("takes the road that is open and asks for a scope to prove with", async () => {
    const { inputs, went } = await open();
    await expect.element(await at("#road-api")).toBeDisabled();
    await click("#connect-api");
    expect(went).toEqual(["clients"]);
    await fill("#scopes", "");
    await click("#primary");
    await expect.element(await at("#scopes")).toHaveFocus();
    expect(inputs("renewal_begin")).toEqual([]);
    await fill("#scopes", "altinn:instances.read");
    await click("#primary");
    await at("#renewal-now");
    expect(inputs("renewal_begin")).toEqual([
      { client_id: CLIENT, road: "portal", bits: "3072", scopes: "altinn:instances.read" },
    ]);
  });

  test("by the API where it is connected", async () => {
    const { inputs } = await open({ renewal_list: () => ({ ...one, api: true }) });
    await click("#primary");
    await at("#renewal-now");
    expect(inputs("renewal_begin")).toMatchObject([{ road: "api" }]);
  });

  test("that is refused says why", async () => {
    await open({ renewal_begin: () => fail("renewal.no_scopes") });
    await click("#primary");
    await at('#problem[data-code="renewal.no_scopes"]');
  });
});

describe("under way", () => {
  test("opens where it stands", async () => {
    await open(standing({ stage: "proved" }));
    await at("#renewal-now");
    expect(stages()).toEqual(["done", "done", "done", "now", "later"]);
    await accessibleInAll();
  });

  test("by the portal with JWK proposes our key id, with PEM none", async () => {
    const { inputs } = await open({
      ...standing({ stage: "made" }),
      renewal_advance: ({ kid }) => renewalView({ stage: "added", new_kid: kid ?? "" }),
    });
    await expect.element(await at("#kid")).toHaveValue(newKey.kid);
    await click("#tab-pem");
    await expect.element(await at("#kid")).toHaveValue("");
    await click("#primary");
    await expect.element(await at("#kid")).toHaveFocus();
    await accessibleInAll();
    expect(inputs("renewal_advance")).toEqual([]);
    await fill("#kid", "portalens-egen");
    await click("#primary");
    await expect.poll(stages).toEqual(["done", "done", "now", "later", "later"]);
    expect(inputs("renewal_advance")).toEqual([{ client_id: CLIENT, kid: "portalens-egen" }]);
  });

  test("waits for the new key, and can be cancelled", async () => {
    const { inputs } = await open({
      ...standing({ stage: "added" }),
      renewal_advance: (_, tell) => {
        tell({ tries: 3, seconds: 30 });
        return FOR_EVER;
      },
    });
    await click("#primary");
    await at("#waiting-for-key");
    await accessibleInAll();
    await click("#cancel");
    expect(inputs("renewal_cancel").length).toBe(1);
    expect(isThere("#waiting-for-key")).toBe(false);
  });

  test("a step that fails leaves it where it was, and is tried again", async () => {
    let tries = 0;
    await open({
      ...standing({ stage: "added" }),
      renewal_advance: () =>
        ++tries === 1
          ? fail("renewal.not_proved", {
              facts: { kid: { kind: "text", value: newKey.kid } },
              actions: ["try_again"],
            })
          : renewalView({ stage: "proved" }),
    });
    await click("#primary");
    await at('#problem[data-code="renewal.not_proved"]');
    expect(stages()).toEqual(["done", "done", "now", "later", "later"]);
    await click("#action-try_again");
    await expect.poll(stages).toEqual(["done", "done", "done", "now", "later"]);
  });

  test("a switch is told to the whole window", async () => {
    const { inputs } = await open({
      ...standing({ stage: "proved" }),
      renewal_advance: () => renewalView({ stage: "switched" }),
    });
    await click("#primary");
    await expect.poll(() => inputs("app_open").length).toBe(1);
  });

  test("ends in a verdict", async () => {
    const { went } = await open({
      ...standing({ stage: "switched", road: "api" }),
      renewal_advance: () => renewalView({ stage: "retired", road: "api" }),
    });
    expect(isThere("#open-portal")).toBe(false);
    await click("#primary");
    await at('#renewed[data-verdict="good"]');
    await accessibleInAll();
    await click("#primary");
    expect(went).toEqual(["keys"]);
  });

  test("goes one step back when asked twice", async () => {
    const { inputs } = await open({
      ...standing({ stage: "added" }),
      renewal_undo: () => ({ ...one, renewals: [renewalView({ stage: "made" })] }),
    });
    await click("#undo");
    await at("#undo-confirm");
    await accessibleInAll();
    expect(inputs("renewal_undo")).toEqual([]);
    await click("#undo-confirm");
    await expect.poll(stages).toEqual(["done", "now", "later", "later", "later"]);
    expect(inputs("renewal_undo")).toEqual([{ client_id: CLIENT }]);
  });

  test("does not go back to a key that does not work", async () => {
    await open({
      ...standing({ stage: "switched" }),
      renewal_undo: () =>
        fail("renewal.old_key_unproved", { facts: { kid: { kind: "text", value: "fjordly-2026-11" } } }),
    });
    await click("#undo");
    await click("#undo-confirm");
    await at('#problem[data-code="renewal.old_key_unproved"]');
    expect(stages()).toEqual(["done", "done", "done", "done", "now"]);
  });
});
