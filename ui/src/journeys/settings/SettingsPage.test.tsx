import { describe, expect, test } from "vitest";
import { page } from "vitest/browser";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { details, open } from "../../testing/settingsPage";
import { appView } from "../../testing/views";

describe("a copy of the profile", () => {
  test("is saved, and says under which name", async () => {
    await open();
    await click("#profile-back-up");
    await expect.poll(() => document.body.textContent).toContain("Lagret som fjordly.json");
  });

  test("is read back, and says which keys are without their private half", async () => {
    const restored = {
      restored: true,
      app: appView({ version: "0.1.0" }),
      without_private: ["fjordly-2026-11"],
    };
    const { went } = await open({ profile_restore: () => restored });
    await click("#profile-restore");
    await at('#restored[data-verdict="note"]');
    expect(words("#restored")).toContain("fjordly-2026-11");
    await accessibleInAll();
    await click("#to-keys");
    expect(went).toEqual(["settings", "keys"]);
  });

  test("with all its keys here says so", async () => {
    await open({ profile_restore: () => ({ restored: true, app: appView(), without_private: [] }) });
    await click("#profile-restore");
    await at('#restored[data-verdict="good"]');
    expect(isThere("#to-keys")).toBe(false);
  });

  test("changes nothing when the dialog is closed", async () => {
    const { went } = await open({
      profile_restore: () => ({ restored: false, app: appView(), without_private: [] }),
    });
    await click("#profile-restore");
    await expect.element(await at("#profile-restore")).toBeEnabled();
    expect(isThere("#restored")).toBe(false);
    expect(went).toEqual([]);
  });

  test("that is none says so, and another is chosen", async () => {
    let tries = 0;
    await open({
      profile_restore: () => {
        tries += 1;
        return fail("profile_copy.foreign", { actions: ["pick_file"] });
      },
    });
    await click("#profile-restore");
    await at('#problem[data-code="profile_copy.foreign"]');
    await accessibleInAll();
    await click("#action-pick_file");
    await expect.poll(() => tries).toBe(2);
  });
});

test("stays within a narrow window", async () => {
  await page.viewport(320, 600);
  await open({ vault_open: () => ({ ...details, set_aside: [`vault.age.${"7".repeat(60)}`] }) });
  await click("#vault-change");
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  await page.viewport(1280, 800);
});
