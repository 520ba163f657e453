import { describe, expect, test } from "vitest";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, words } from "../../testing/at";
import { CLIENT, clientView } from "../../testing/keys";
import { accessibleInAll } from "../../testing/languages";
import { one, open } from "../../testing/renewal";

const other = { ...clientView, client_id: "c2", name: "Lønn", kid: "lonn-2026" };

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
    const { inputs, went } = await open({ renewal_list: () => ({ ...one, api: true }) });
    await accessibleInAll();
    await click("#keep-key");
    expect(went).toEqual(["clients"]);
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
