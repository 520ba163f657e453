import { describe, expect, test } from "vitest";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, words } from "../../testing/at";
import { CLIENT, maskinportenRoad, practiceRoad } from "../../testing/keys";
import { open } from "../../testing/keysStep";
import { accessibleInAll } from "../../testing/languages";
import { key } from "../../testing/views";

describe("the portal's road", () => {
  test("in production names the terms, the right and older addresses", async () => {
    await open({ held: key, script: { portal_road: () => maskinportenRoad } });
    await at("#done-right");
    await expect.poll(() => words("#value-field-terms")).toBe(maskinportenRoad.terms);
    expect(words("#content, body")).toContain("minside-samarbeid.digdir.no");
    expect(words("body")).toContain("Selvbetjening av integrasjoner i ID-porten/Maskinporten");
    await accessibleInAll();
  });

  test("in practice asks for neither, and steps tick off", async () => {
    await open({ held: key });
    await at("#done-address");
    expect(isThere("#done-terms")).toBe(false);
    expect(isThere("#done-right")).toBe(false);
    await click("#done-address");
    await expect.poll(() => words("body")).toContain("1 av 8 er gjort");
    expect(isThere("#value-field-address")).toBe(false);
    await click("#done-address");
    await at("#value-field-address");
  });

  test("proposes our key id with JWK and none with PEM", async () => {
    const { inputs } = await open({ held: key });
    await expect.element(await at("#kid")).toHaveValue(key.kid);
    await click("#tab-pem");
    await expect.element(await at("#kid")).toHaveValue("");
    await fill("#client-id", CLIENT);
    await click("#primary");
    await expect.element(await at("#kid")).toHaveFocus();
    await accessibleInAll();
    await fill("#kid", "portalens-egen");
    await click("#primary");
    await at("#key-summary");
    expect(inputs("key_register")).toEqual([
      { client_id: CLIENT, kid: "portalens-egen", kind: "maskinporten" },
    ]);
  });

  test("that cannot be found says why and tries again", async () => {
    let tries = 0;
    await open({
      held: key,
      script: {
        portal_road: () =>
          ++tries === 1 ? fail("environment.no_host", { actions: ["try_again"] }) : practiceRoad,
      },
    });
    await click("#action-try_again");
    await at("#done-address");
  });

  test("a registration that is refused is a problem beside the form", async () => {
    await open({ held: key, script: { key_register: () => fail("key.bad_key_id") } });
    await fill("#client-id", CLIENT);
    await click("#primary");
    await at('#problem[data-code="key.bad_key_id"]');
  });
});

test("a key whose private half is not here is not offered, but a new one and the backup are", async () => {
  await open({ held: { ...key, private_here: false } });
  await at("#private-away");
  expect(words("body")).not.toContain('"kty"');
  expect(isThere("#copy-jwk")).toBe(false);
  await accessibleInAll();
  await click("#import-key");
  await at("#key-text");
  await click("#back");
  await click("#primary");
  await at("#import-key");
  expect(isThere("#private-away")).toBe(false);
});
