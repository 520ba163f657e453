import { describe, expect, test } from "vitest";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, words } from "../../testing/at";
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
    await at("#kid");
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
    await at("#kid");
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
