import { describe, expect, test } from "vitest";
import { page } from "vitest/browser";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { details, open } from "../../testing/settingsPage";
import { appView } from "../../testing/views";

const value = (id: string) => document.querySelector<HTMLInputElement>(`#${id}`)?.value;

describe("the vault", () => {
  test("says what opens it, how many keys are in it, and what was set aside", async () => {
    await open({ vault_open: () => ({ ...details, set_aside: ["vault.age.set-aside"] }) });
    await at("#vault-change");
    expect(words("#vault-settings")).toContain("Et passord du har valgt");
    expect(words("#set-aside")).toContain("vault.age.set-aside");
    await click("#recovery u-summary, #recovery summary");
    await expect.element(page.getByText("Passordet er glemt")).toBeVisible();
    await accessibleInAll();
  });

  test("gets another password; the page keeps none of the three", async () => {
    const { inputs } = await open();
    await click("#vault-change");
    await expect.poll(() => document.activeElement?.id).toBe("current");
    await fill("#current", "fjord");
    await fill("#password", "fjell og dal");
    await fill("#password-again", "fjell og dal");
    await click("#vault-save");
    await expect.poll(() => words("#vault-told")).toBe("Passordet er byttet.");
    expect(inputs("vault_change_password")).toEqual([{ current: "fjord", new: "fjell og dal" }]);
    expect(isThere("#vault-form")).toBe(false);
    await accessibleInAll();
  });

  test.each([
    ["", "fjell og dal", "fjell og dal", "current"],
    ["fjord", "", "", "password"],
    ["fjord", "fjell og dal", "fjell", "password-again"],
  ])("«%s», «%s» and «%s» are not sent", async (current, password, again, wrong) => {
    const { inputs } = await open();
    await click("#vault-change");
    await fill("#current", current);
    await fill("#password", password);
    await fill("#password-again", again);
    await click("#vault-save");
    await expect.element(await at(`#${wrong}`)).toHaveAttribute("aria-invalid", "true");
    await expect.poll(() => document.activeElement?.id).toBe(wrong);
    expect(inputs("vault_change_password")).toEqual([]);
    await accessibleInAll();
  });

  test("says when the password is wrong, and asks for all of them anew", async () => {
    await open({
      vault_change_password: () => fail("key.vault_wrong_password", { actions: ["unlock_vault"] }),
    });
    await click("#vault-change");
    for (const id of ["current", "password", "password-again"]) await fill(`#${id}`, "fjell og dal");
    await click("#vault-save");
    await at('#problem[data-code="key.vault_wrong_password"]');
    expect(["current", "password", "password-again"].map(value)).toEqual(["", "", ""]);
    await expect.poll(() => document.activeElement?.id).toBe("current");
    await accessibleInAll();
    await click("#vault-cancel");
    expect(isThere("#problem")).toBe(false);
    await expect.poll(() => document.activeElement?.id).toBe("vault-move");
  });

  test("moves to the keychain with the password it leaves", async () => {
    const { inputs } = await open();
    await click("#vault-move");
    expect(isThere("#password")).toBe(false);
    await fill("#current", "fjord");
    await click("#vault-save");
    await expect.poll(() => words("#vault-settings")).toContain("Nøkkelringen i operativsystemet");
    expect(inputs("vault_move")).toEqual([{ to: "keychain", password: "fjord" }]);
    expect(isThere("#vault-change")).toBe(false);
  });

  test("moves to a password that is chosen now", async () => {
    const { inputs } = await open({ vault_open: () => ({ ...details, place: "keychain" }) });
    await click("#vault-move");
    expect(isThere("#current")).toBe(false);
    await expect.poll(() => document.activeElement?.id).toBe("password");
    await fill("#password", "fjell og dal");
    await fill("#password-again", "fjell og dal");
    await click("#vault-save");
    await expect.poll(() => words("#vault-told")).toBe("Hvelvet er flyttet.");
    expect(inputs("vault_move")).toEqual([{ to: "password", password: "fjell og dal" }]);
  });

  test("is locked now, and unlocked where it always is", async () => {
    const { went } = await open();
    await click("#vault-lock");
    await at("#vault-unlock");
    await expect.poll(() => document.activeElement?.id).toBe("vault-unlock");
    expect(isThere("#vault-change")).toBe(false);
    await accessibleInAll();
    await click("#vault-unlock");
    expect(went).toEqual(["unlock"]);
  });

  test("locks by itself after a while, or never", async () => {
    const { inputs } = await open();
    const select = await at("#lock-after");
    await expect.element(select).toHaveValue("15");
    await select.selectOptions("60");
    await expect.element(await at("#lock-after")).toHaveValue("60");
    await select.selectOptions("never");
    await expect.element(await at("#lock-after")).toHaveValue("never");
    expect(inputs("vault_lock_after")).toEqual([{ minutes: 60 }, { minutes: null }]);
  });

  test("that cannot be read says why, and is tried again", async () => {
    let tries = 0;
    await open({
      vault_open: () => (++tries === 1 ? fail("key.vault_busy", { actions: ["try_again"] }) : details),
    });
    await at('#problem[data-code="key.vault_busy"]');
    await accessibleInAll();
    await click("#action-try_again");
    await at("#vault-change");
    expect(isThere("#problem")).toBe(false);
  });

  test("is not spoken of before there is a profile", async () => {
    await open({}, appView({ profile: null, vault: null }));
    await at("#profile-restore");
    expect(isThere("#vault-settings")).toBe(false);
    expect(isThere("#profile-back-up")).toBe(false);
  });
});
