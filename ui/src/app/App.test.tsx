import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

import type { ExaminationView } from "../ipc/generated/ExaminationView";
import { type Script, scripted } from "../ipc/hosts/scripted";
import { preview } from "../testing/preview";
import { accessible } from "../testing/accessible";
import { show } from "../testing/show";
import { examination } from "../testing/certificates";
import { appView, nothingDone, practice, profile, road } from "../testing/views";
import { App } from "./App";

const find = (selector: string) => page.elementLocator(document.body).element().querySelector(selector);
const one = (selector: string) => expect.poll(() => find(selector)).not.toBeNull();
const press = async (selector: string) => {
  await one(selector);
  const element = find(selector);
  if (element) await userEvent.click(element);
};

function shell(more: Script) {
  return scripted({ certificate_drops: () => ({}), practice_open: () => practice, ...more });
}

test("the road from start to a registered key, by keyboard and mouse", async () => {
  await show(<App />, preview());
  await one("#step-start");
  await press("#primary");
  await press("#talks-own_system");
  await press("#acts-clients");
  await press("#certificate-required");
  await press("#primary");
  await one("#recommendation");
  await press("#primary");
  await press("#pick-file");
  await one("#password");
  await expect.poll(() => document.activeElement?.id).toBe("password");
  await userEvent.keyboard("wrong{Enter}");
  await one('#problem[data-code="certificate.wrong_password"]');
  expect(document.querySelector<HTMLInputElement>("#password")?.value).toBe("");
  await userEvent.fill(page.elementLocator(document.querySelector("#password") ?? document.body), "fjord");
  await userEvent.keyboard("{Enter}");
  await one("#verdict");
  // The issuer is asked first.
  await expect
    .poll(() => find("#primary:not(:disabled):not([aria-busy=true])"), { timeout: 5000 })
    .not.toBeNull();
  await press("#primary");
  await one("#forget");
  await press("#primary");
  await one("#step-key");
  await press("#primary");
  await one("#open-portal");
  await press("#primary");
  await expect.element(page.getByText("Skriv klient-ID-en som portalen viser.")).toBeVisible();
  await userEvent.fill(page.elementLocator(document.querySelector("#client-id") ?? document.body), "abc");
  await press("#primary");
  await one("#key-summary");
  expect(find("#rail-key")?.getAttribute("data-state")).toBe("done");
  expect(find("#rail-system_user")).toHaveProperty("disabled", false);
});

test("focus moves to the new step's heading", async () => {
  await show(<App />, preview());
  await press("#primary");
  await press("#rail-settings");
  await expect.poll(() => document.activeElement?.id).toBe("page-settings");
});

test("language and theme switch at once", async () => {
  await show(<App />, preview());
  await press("#language-en");
  await expect.element(page.getByRole("heading", { name: "Welcome to Inngang" })).toBeVisible();
  expect(document.documentElement.lang).toBe("en");
  await press("#rail-settings");
  await press("#theme-dark");
  await expect.poll(() => document.documentElement.dataset.colorScheme).toBe("dark");
});

test("a shell that cannot open says why, and tries again", async () => {
  let tries = 0;
  const host = shell({
    app_open: () => {
      tries += 1;
      return Promise.reject(new Error("no shell"));
    },
  });
  await show(<App />, host);
  await press("#action-try_again");
  await expect.poll(() => tries).toBe(2);
  expect(find("#problem")?.getAttribute("data-code")).toBe("app.unexpected");
});

test("what a start mended is told, and can be closed", async () => {
  const notice = { code: "database.damaged", turn: "you" as const, facts: {}, actions: [], said: null };
  await show(<App />, shell({ app_open: () => appView({ notices: [notice] }) }));
  await one('#problem[data-code="database.damaged"]');
  await press("#notice-close-0");
  await expect.poll(() => find("#problem")).toBeNull();
});

test("dropped files open where they are examined", async () => {
  const host = shell({
    app_open: () => appView(),
    certificate_drops: async (_, tell) => {
      await new Promise((done) => setTimeout(done, 100));
      tell({
        picked: [
          { file: "f8", name: "auth.p12", problem: null },
          { file: "f9", name: "dropped.p12", problem: null },
        ],
      });
      return {};
    },
    certificate_examine: (_, tell) => {
      tell({ done: 1, planned: 10 });
      return new Promise(() => undefined);
    },
  });
  await show(<App />, host);
  await one("#step-certificate");
  await expect.element(page.getByText("dropped.p12")).toBeVisible();
  await expect
    .poll(() => host.calls.filter(({ name }) => name === "certificate_examine").map(({ input }) => input))
    .toEqual([{ files: ["f8", "f9"].map((file) => ({ file, password: null })) }]);
});

test("a certificate that is examined while the profile changes stays with its own", async () => {
  const other = { ...profile, id: "test-1", environment: "test" as const };
  let examined: (answer: ExaminationView) => void = () => undefined;
  const profiles = [profile, other];
  const host = shell({
    app_open: () => appView({ profiles }),
    certificate_pick: () => ({ picked: [{ file: "f1", name: "a.p12", problem: null }] }),
    certificate_examine: () => new Promise((done) => (examined = done)),
    profile_open: () => appView({ profile: other, profiles, setup: { ...nothingDone, road } }),
  });
  await show(<App />, host);
  await press("#rail-certificate");
  await press("#pick-file");
  await expect.poll(() => host.calls.at(-1)?.name).toBe("certificate_examine");
  await press("#environment-change");
  await press("#profile-test-1");
  await one('#environment-band[data-environment="test"]');
  examined(examination());
  await press("#rail-certificate");
  await one("#drop-zone");
  expect(find("#verdict")).toBeNull();
});

test.each(["locked", "needs_password", "keychain_gone", "moved", "locked_in_keychain"] as const)(
  "a vault that is %s asks first",
  async (vault) => {
    await show(<App />, shell({ app_open: () => appView({ vault }) }));
    await one("#step-vault");
    await accessible();
  },
);

test("nothing is wider than a narrow window", async () => {
  await page.viewport(320, 480);
  await show(<App />, preview());
  await one("#step-start");
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  await page.viewport(1280, 800);
});

test.each(["practice", "test", "production", "custom"] as const)(
  "the band of %s can be read",
  async (environment) => {
    for (const scheme of ["light", "dark"] as const) {
      const app = appView({
        profile: { ...profile, environment },
        settings: { language: "nb", theme: scheme },
      });
      const { unmount } = await show(<App />, shell({ app_open: () => app }));
      await one(`#environment-band[data-environment="${environment}"]`);
      const band = find("#environment-band") ?? document.body;
      await expect.poll(() => document.documentElement.dataset.colorScheme).toBe(scheme);
      const { color, backgroundColor } = getComputedStyle(band);
      expect(contrast(color, backgroundColor), `${scheme}: ${color} on ${backgroundColor}`).toBeGreaterThan(
        4.5,
      );
      await unmount();
    }
  },
);

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
    const value = Number(part) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
