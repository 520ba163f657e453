import { describe, expect, test } from "vitest";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, words } from "../../testing/at";
import { CLIENT } from "../../testing/keys";
import { open } from "../../testing/keysStep";
import { accessibleInAll } from "../../testing/languages";
import { key, registeredKey } from "../../testing/views";
import { NEW_KEY } from "../StepProps";

describe("importing", () => {
  test("says what a key in a file means, takes text, and asks for the password only when it is needed", async () => {
    const tried: (string | null)[] = [];
    const { inputs } = await open({
      script: {
        key_import: ({ password }) => {
          tried.push(password);
          if (password === null) return fail("key.password_needed");
          return password === "fjord " ? key : fail("key.wrong_password");
        },
      },
    });
    await click("#import-key");
    await at("#key-text");
    await accessibleInAll();
    expect(isThere("#password")).toBe(false);
    await fill("#key-text", "-----BEGIN ENCRYPTED PRIVATE KEY-----");
    await click("#primary");
    await expect.element(await at("#password")).toHaveFocus();
    expect(isThere("#problem")).toBe(false);
    await fill("#password", "feil");
    await click("#primary");
    await expect.element(await at("#password")).toHaveAttribute("aria-invalid", "true");
    await expect.element(await at("#password")).toHaveValue("");
    await accessibleInAll();
    await fill("#password", "fjord ");
    await click("#primary");
    await at("#already-yes");
    expect(tried).toEqual([null, "feil", "fjord "]);
    expect(inputs("key_import")[0]).toEqual({
      file: null,
      text: "-----BEGIN ENCRYPTED PRIVATE KEY-----",
      password: null,
    });
  });

  test("takes a chosen file", async () => {
    const { inputs } = await open();
    await click("#import-key");
    await click("#pick-key");
    await expect.poll(() => words("#picked-key")).toBe("privat.pem");
    await expect.element(await at("#pick-key")).toHaveFocus();
    await accessibleInAll();
    await click("#primary");
    await at("#already-yes");
    expect(inputs("key_import")).toEqual([{ file: "f1", text: null, password: null }]);
  });

  test("takes a dropped file", async () => {
    await open({ dropped: { file: "f9", name: "sluppet.pem", problem: null } });
    await expect.poll(() => words("#picked-key")).toBe("sluppet.pem");
    await click("#paste-instead");
    await at("#key-text");
  });

  test("names what is missing and sends nothing", async () => {
    const { inputs } = await open();
    await click("#import-key");
    await click("#primary");
    await expect.element(await at("#key-text")).toHaveFocus();
    expect(inputs("key_import")).toEqual([]);
  });

  test("begun anew leads to the choice of a file", async () => {
    await open({
      script: {
        key_import: () =>
          fail("key.too_small", {
            actions: ["import_key"],
            facts: { bits: { kind: "number", value: 1024 } },
          }),
      },
    });
    await click("#import-key");
    await click("#pick-key");
    await at("#picked-key");
    await click("#primary");
    await at("#problem");
    expect(words("#problem")).toContain("1024 bit");
    await click("#action-import_key");
    await expect.element(await at("#pick-key")).toHaveFocus();
    expect(isThere("#picked-key")).toBe(false);
    expect(isThere("#problem")).toBe(false);
  });

  test("of a key that stands on a client asks for its ids alone", async () => {
    const { inputs } = await open({ about: NEW_KEY, held: registeredKey });
    await click("#import-key");
    await fill("#key-text", "-----BEGIN PRIVATE KEY-----");
    await click("#primary");
    await at("#already-yes");
    expect(isThere("#client-id")).toBe(false);
    expect(isThere("#done-address")).toBe(false);
    expect(isThere("#primary")).toBe(false);
    await accessibleInAll();
    await click("#already-yes");
    await expect.element(await at("#kid")).toHaveValue("");
    expect(isThere("#done-address")).toBe(false);
    await accessibleInAll();
    await fill("#client-id", CLIENT);
    await fill("#kid", "visma-prod");
    await click("#primary");
    await at("#key-summary");
    expect(inputs("key_register")).toEqual([{ client_id: CLIENT, kid: "visma-prod", kind: "maskinporten" }]);
  });

  test("of a key that stands nowhere leads by the portal", async () => {
    await open();
    await click("#import-key");
    await fill("#key-text", "-----BEGIN PRIVATE KEY-----");
    await click("#primary");
    await click("#already-no");
    await at("#done-address");
    await expect.element(await at("#kid")).toHaveValue(key.kid);
  });

  test("of a .p12 leads to the certificate step", async () => {
    const { went } = await open({
      script: { key_import: () => fail("key.certificate_file", { actions: ["import_certificate"] }) },
    });
    await click("#import-key");
    await fill("#key-text", "MIIK");
    await click("#primary");
    await at('#problem[data-code="key.certificate_file"]');
    await click("#action-import_certificate");
    expect(went).toEqual(["certificate"]);
  });
});

test("another key is made beside the one that is chosen", async () => {
  const { inputs } = await open({ held: registeredKey, about: NEW_KEY });
  await at("#use-certificate-key");
  await click("#primary");
  await at("#kid");
  expect(inputs("key_create")).toEqual([{ bits: "3072" }]);
});
