import { describe, expect, test } from "vitest";

import { scripted } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { show, stepProps } from "../../testing/show";
import { appView } from "../../testing/views";
import { VaultStep } from "./VaultStep";

async function open(vault: "locked" | "needs_password") {
  const { props, handed } = stepProps(appView({ vault }));
  const host = scripted({ vault_unlock: () => appView(), vault_protect: () => appView() });
  await show(<VaultStep {...props} vault={vault} />, host);
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
