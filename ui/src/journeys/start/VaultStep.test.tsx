import { describe, expect, test } from "vitest";

import type { VaultView } from "../../ipc/generated/VaultView";
import { fail, type Script, scripted } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { show, stepProps } from "../../testing/show";
import { appView } from "../../testing/views";
import { VaultStep } from "./VaultStep";

async function open(vault: Exclude<VaultView, "open">, script: Script = {}) {
  const { props, handed } = stepProps(appView({ vault }));
  const host = scripted({ vault_unlock: () => appView(), vault_protect: () => appView(), ...script });
  await show(<VaultStep replace={props.replace} vault={vault} />, host);
  return { handed, host };
}

describe.each(["locked", "needs_password"] as const)("a vault that is %s", (vault) => {
  test("is not sent an empty password", async () => {
    const { host } = await open(vault);
    await click("#primary");
    await expect.element(await at("#password")).toHaveAttribute("aria-invalid", "true");
    await expect.poll(() => document.activeElement?.id).toBe("password");
    expect(words("#vault")).toContain("Skriv et passord.");
    expect(host.calls).toEqual([]);
    await accessibleInAll();
  });
});

test("a new password is typed twice, alike, and then leaves the page", async () => {
  const { handed, host } = await open("needs_password");
  await fill("#password", "fjord");
  await fill("#password-again", "fjell");
  await click("#primary");
  await expect.poll(() => words("#vault")).toContain("Passordene er ulike.");
  expect(host.calls).toEqual([]);
  await fill("#password-again", "fjord");
  await click("#primary");
  await expect.poll(() => handed.apps.length).toBe(1);
  expect(host.calls).toEqual([{ name: "vault_protect", input: { password: "fjord" } }]);
  expect(words("#vault")).not.toContain("Passordene er ulike.");
  expect(document.querySelector<HTMLInputElement>("#password")?.value).toBe("");
  expect(document.querySelector<HTMLInputElement>("#password-again")?.value).toBe("");
});

test("a locked vault is unlocked with its password, typed once", async () => {
  const { handed, host } = await open("locked");
  expect(isThere("#password-again")).toBe(false);
  await fill("#password", "fjord");
  await click("#primary");
  await expect.poll(() => handed.apps.length).toBe(1);
  expect(host.calls).toEqual([{ name: "vault_unlock", input: { password: "fjord" } }]);
});

test("a wrong password is explained, and typed again", async () => {
  const { handed } = await open("locked", {
    vault_unlock: () => fail("key.vault_wrong_password", { actions: ["unlock_vault"] }),
  });
  await fill("#password", "fjell");
  await click("#primary");
  await at('#problem[data-code="key.vault_wrong_password"]');
  await expect.poll(() => document.activeElement?.id).toBe("password");
  await accessibleInAll();
  await click("#action-unlock_vault");
  expect(isThere("#problem")).toBe(false);
  expect(handed.apps).toEqual([]);
});

describe.each(["locked_in_keychain", "keychain_gone", "moved"] as const)("a vault that is %s", (vault) => {
  test("is opened by the keychain when the person says so, not before", async () => {
    const { handed, host } = await open(vault, { vault_reopen: () => appView() });
    await at("#primary");
    expect(isThere("#password")).toBe(false);
    expect(host.calls).toEqual([]);
    await accessibleInAll();
    await click("#primary");
    await expect.poll(() => handed.apps.length).toBe(1);
    expect(host.calls).toEqual([{ name: "vault_reopen", input: {} }]);
  });

  test("says when the keychain refuses, and asks again", async () => {
    let tries = 0;
    await open(vault, {
      vault_reopen: () => {
        tries += 1;
        return fail("key.keychain_refused", { actions: ["try_again"] });
      },
    });
    await click("#primary");
    await at('#problem[data-code="key.keychain_refused"]');
    await accessibleInAll();
    await click("#action-try_again");
    await expect.poll(() => tries).toBe(2);
  });
});

test("a vault that was moved says what to do, and what is not lost", async () => {
  await open("moved");
  await at("#step-vault");
  expect(words("#step-vault")).toBe("Nøklene hører til en annen maskin");
  expect(document.body.textContent).toContain("Du har den gamle maskinen");
  expect(document.body.textContent).toContain("Det du ikke har mistet");
  await at("#start-over");
});

test("starting over asks first, can be regretted, and says why it failed", async () => {
  let tries = 0;
  const { handed, host } = await open("moved", {
    vault_start_over: () =>
      ++tries === 1 ? fail("key.vault_disk_full", { actions: ["try_again"] }) : appView(),
  });
  await click("#start-over");
  await click("#start-over-cancel");
  expect(host.calls).toEqual([]);
  await click("#start-over");
  await click("#start-over-confirm");
  await at('#problem[data-code="key.vault_disk_full"]');
  await accessibleInAll();
  await click("#action-try_again");
  await expect.poll(() => handed.apps.length).toBe(1);
});
