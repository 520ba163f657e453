import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";

import type { AppView } from "../ipc/generated/AppView";
import type { VaultView } from "../ipc/generated/VaultView";
import { fail, type Script } from "../ipc/hosts/scripted";
import { at, click, fill, isThere } from "../testing/at";
import { preview } from "../testing/preview";
import { show } from "../testing/show";
import { appView, nothingDone, registeredKey, road } from "../testing/views";
import { App } from "./App";

/** A window over a vault that the test locks. */
async function open(script: Script = {}) {
  let app = appView({ setup: { ...nothingDone, road, key: registeredKey } });
  let tell: (vault: VaultView) => void = () => undefined;
  const change = (parts: Partial<AppView>) => (app = { ...app, ...parts });
  const host = preview({
    app_open: () => app,
    vault_watch: (_, told) => {
      tell = told;
      return new Promise(() => undefined);
    },
    vault_unlock: () => change({ vault: "open" }),
    vault_reopen: () => change({ vault: "open" }),
    ...script,
  });
  await show(<App />, host);
  await at("#environment-band");
  const lock = (vault: VaultView) => {
    change({ vault });
    tell(vault);
  };
  return { host, change, lock };
}

test("a lock is met at once, and the person goes on where they were", async () => {
  const { lock } = await open();
  await click("#rail-maskinporten");
  await at("#step-maskinporten");
  lock("locked_in_keychain");
  await at("#step-vault");
  expect(isThere("#step-maskinporten")).toBe(false);
  await click("#primary");
  await at("#step-maskinporten");
});

test("where no key is used the lock does not interrupt", async () => {
  const { lock } = await open();
  await click("#rail-settings");
  await at("#page-settings");
  lock("locked");
  await at("#vault-unlock");
  expect(isThere("#step-vault")).toBe(false);
  await click("#vault-unlock");
  await at("#step-vault");
  await fill("#password", "fjord");
  await click("#primary");
  await at("#page-settings");
  expect(isThere("#vault-unlock")).toBe(false);
});

test("a command that meets a locked vault leads to where it is unlocked, and back", async () => {
  const { change } = await open({
    maskinporten_obtain: () => {
      change({ vault: "locked" });
      return fail("key.vault_locked", { actions: ["unlock_vault"] });
    },
  });
  await click("#rail-maskinporten");
  await fill("#scopes", "altinn:instances.read");
  await click("#primary");
  await at("#step-vault");
  await fill("#password", "fjord");
  await userEvent.keyboard("{Enter}");
  await at("#step-maskinporten");
});

test("the shell hears that somebody is there, once a minute at most, and never while it is locked", async () => {
  const { host, lock } = await open();
  const touches = () => host.calls.filter(({ name }) => name === "vault_touch").length;
  expect(touches()).toBe(0);
  await click("#rail-key");
  await userEvent.keyboard("{Tab}{Tab}");
  await click("#rail-settings");
  expect(touches()).toBe(1);
  lock("locked");
  await at("#vault-unlock");
  await click("#rail-calendar");
  expect(touches()).toBe(1);
});
