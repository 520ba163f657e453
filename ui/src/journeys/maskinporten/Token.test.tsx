import { describe, expect, test } from "vitest";

import type { Problem } from "../../ipc/generated/Problem";
import { fail, type Script } from "../../ipc/hosts/scripted";
import { at, click, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { fromNow, tokenView } from "../../testing/results";
import { certificate, registeredKey } from "../../testing/views";
import { ask, CLIENT, open, SCOPES } from "../../testing/maskinporten";
import { ordinary } from "../ordinary";
import { remember } from "./order";

describe("the token", () => {
  test("says whose it is, never itself; the way on is the next step", async () => {
    const { went } = await open();
    await ask();
    await at("#token-key");
    expect(words("#token-key")).toContain("310 204 577");
    expect(words("#token-key")).toContain("altinn:broker.read");
    expect(document.body.textContent).not.toContain("t-key");
    await accessibleInAll();
    await click("#primary");
    expect(went).toEqual(["next"]);
  });

  test("says how long it holds however wrong this computer's clock is", async () => {
    await open({
      maskinporten: tokenView({ issued_at: fromNow(299), expires_at: fromNow(119), lifetime: 120 }),
    });
    await at("#token-key");
    expect(words("#token-key")).toMatch(/\(2 min/);
  });

  test("is copied by the shell, and the page says when it is cleared", async () => {
    const { inputs } = await open({ maskinporten: tokenView() });
    await click("#copy-token");
    await expect.poll(() => words("#copy-said")).toContain("45");
    expect(inputs("token_copy")).toEqual([{ token: "t1" }]);
  });

  test("is read whole on a page of its own", async () => {
    const { went } = await open({ maskinporten: tokenView() });
    await click("#read-token");
    expect(went).toEqual(["token_reader"]);
  });

  test("can be fetched with the other credential too; the first stays as a quiet line", async () => {
    const { inputs } = await open({ certificate });
    await ask();
    await click("#fetch-other");
    await at("#token-certificate");
    await at("#earlier-token");
    expect(inputs("maskinporten_obtain").length).toBe(2);
    expect(isThere("#fetch-other")).toBe(false);
    await accessibleInAll();
  });

  test("that has expired is said so, and a new one is asked for", async () => {
    await open({ maskinporten: tokenView({ expires_at: fromNow(-1) }) });
    await at("#token-gone");
    await at("#scopes");
    expect(isThere("#copy-token")).toBe(false);
    await accessibleInAll();
  });

  test("that was lost in a restart leaves its order, as far as it told it", async () => {
    const system_user = { id: "s1", system: "till", owner: "311223305" };
    await open({ maskinporten: tokenView({ token: null, system_user }) });
    await at("#token-gone");
    await expect.element(await at("#scopes")).toHaveValue(SCOPES);
    await expect.element(await at("#variant-owner")).toHaveValue("311223305");
  });

  test("is asked for again, and told to other systems, as it was the first time", async () => {
    const variant = { ...ordinary.variant, owner: "311223305", external_ref: "Kunde-42" };
    remember(tokenView(), { ...ordinary, client_id: CLIENT, scopes: SCOPES, sign_with: "key", variant });
    const { inputs } = await open({ maskinporten: tokenView() });
    await click("#recipes u-summary, #recipes summary");
    await expect.poll(() => inputs("maskinporten_recipes")).toMatchObject([{ variant }]);
    await click("#fetch-again");
    await expect.element(await at("#variant-external-ref")).toHaveValue("Kunde-42");
  });
});

describe("waiting for a fresh key", () => {
  const fresh = { ...registeredKey, registered_at: fromNow(-20) };

  test("is asked for, told of, and can be stopped", async () => {
    const { inputs } = await open(
      { key: fresh },
      {
        maskinporten_obtain: (_, tell) => {
          tell({ tries: 2, seconds: 11, obstacle: "unknown_key" });
          return new Promise(() => undefined);
        },
      },
    );
    await ask();
    await at("#waiting-for-key");
    expect(words("#waiting-for-key")).toContain("11");
    expect(inputs("maskinporten_obtain")).toEqual([
      { ...ordinary, client_id: CLIENT, scopes: SCOPES, sign_with: "key", wait_for_key: true },
    ]);
    await accessibleInAll();
    await click("#cancel");
    await expect.poll(() => isThere("#waiting-for-key")).toBe(false);
    expect(inputs("maskinporten_cancel").length).toBe(1);
  });

  test("a certificate is known at once", async () => {
    const { inputs } = await open({ key: fresh, certificate });
    await click("#sign-with-certificate");
    await ask();
    await at("#token-certificate");
    expect(inputs("maskinporten_obtain")).toMatchObject([{ wait_for_key: false }]);
  });
});

describe("a refusal", () => {
  const refused = (code: string, actions: Problem["actions"]): Script => ({
    maskinporten_obtain: ({ sign_with }) =>
      sign_with === "certificate" ? fail(code, { actions }) : tokenView({ sign_with }),
  });

  test("of the certificate leads to a token with the key", async () => {
    await open({ certificate }, refused("maskinporten.certificate_refused", ["use_key"]));
    await click("#sign-with-certificate");
    await ask();
    await at('#problem[data-code="maskinporten.certificate_refused"]');
    await accessibleInAll();
    await click("#action-use_key");
    await at("#token-key");
    expect(isThere("#problem")).toBe(false);
  });

  test("leads back to the client id", async () => {
    await open(
      {},
      { maskinporten_obtain: () => fail("maskinporten.client_unknown", { actions: ["review_client"] }) },
    );
    await ask();
    await click("#action-review_client");
    await expect.element(await at("#client-id")).toHaveFocus();
  });

  test("of the copy is explained where it happened", async () => {
    await open({ maskinporten: tokenView() }, { token_copy: () => fail("app.unexpected", { turn: "us" }) });
    await click("#copy-token");
    await at('#problem[data-code="app.unexpected"]');
  });
});

test("scopes that were asked for and not given are told first", async () => {
  await open({}, { maskinporten_obtain: () => tokenView({ missing: ["altinn:broker.read"] }) });
  await ask();
  await at("#token-key[data-verdict=warning]");
  expect(words("#missing-scopes")).toContain("altinn:broker.read");
  await accessibleInAll();
});
