import { describe, expect, test } from "vitest";

import type { LoginProgress } from "../../ipc/generated/LoginProgress";
import { fail, type Script } from "../../ipc/hosts/scripted";
import { at, click, isThere, unfold, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { ask, open, WAITING } from "../../testing/loginStep";
import { loginView } from "../../testing/results";

const FOR_EVER = new Promise<never>(() => undefined);

async function waiting(told: LoginProgress[], script: Script = {}) {
  const opened = await open(null, {
    login_start: (_, tell) => {
      told.forEach(tell);
      return FOR_EVER;
    },
    ...script,
  });
  await ask();
  await at("#waiting-for-browser");
  return opened;
}

describe("waiting for the browser", () => {
  test("gives the link, and can be cancelled", async () => {
    const { inputs } = await waiting([WAITING]);
    await expect.poll(() => words("#login-link")).toBe(WAITING.url);
    await accessibleInAll();
    await click("#login-cancel");
    await expect.element(await at("#client-id")).toHaveValue("oidc_fjordly");
    expect(inputs("login_cancel").length).toBe(1);
    expect(isThere("#waiting-for-browser")).toBe(false);
  });

  test("says so when no browser opened, and shows the others at once", async () => {
    await waiting([{ ...WAITING, browser_opened: false }], {
      login_browsers: () => ({ browsers: [] }),
    });
    await expect.poll(() => words("#waiting-for-browser")).toContain("Nettleseren åpnet seg ikke.");
    await expect.poll(() => words("#other-browsers")).toContain("ingen andre nettlesere");
  });

  test("says so when the browser is back", async () => {
    await waiting([WAITING, { kind: "returned" }]);
    await expect.poll(() => words("#waiting-for-browser")).toContain("Nettleseren er tilbake.");
    expect(isThere("#login-link")).toBe(false);
    expect(isThere("#login-trouble")).toBe(false);
  });
});

describe("another browser", () => {
  const browsers = [
    { id: "firefox", name: "Firefox" },
    { id: "chromium", name: "Chromium" },
  ];

  test("is looked for when wanted, and opens the same login", async () => {
    const { inputs } = await waiting([WAITING], {
      login_browsers: () => ({ browsers }),
      login_open_in: () => ({}),
    });
    await at("#other-browsers");
    expect(inputs("login_browsers")).toEqual([]);
    await unfold("#other-browsers");
    await click("#open-in-chromium");
    await expect.poll(() => words("#other-browsers")).toContain("er åpnet i nettleseren du valgte");
    expect(inputs("login_open_in")).toEqual([{ browser: "chromium" }]);
    await accessibleInAll();
  });

  test("that does not open says why", async () => {
    await waiting([WAITING], {
      login_browsers: () => ({ browsers }),
      login_open_in: () =>
        fail("app.no_browser", { facts: { address: { kind: "text", value: "127.0.0.1" } } }),
    });
    await unfold("#other-browsers");
    await click("#open-in-firefox");
    await at('#problem[data-code="app.no_browser"]');
  });
});

describe("nothing that comes back", () => {
  test("is told apart by what is seen, each with what to do", async () => {
    const { inputs } = await waiting([WAITING], { login_open_in: () => ({}) });
    await unfold("#login-trouble");
    for (const seen of ["closed", "error_page", "unreachable", "elsewhere", "again"]) {
      await click(`#seen-${seen}`);
      await at(`#seen[data-seen=${seen}]`);
    }
    await accessibleInAll();
    await click("#seen-unreachable");
    await expect.poll(() => words("#value-needed-inUse")).toBe(WAITING.redirect_uri);
    await click("#seen-closed");
    await click("#open-again");
    expect(inputs("login_open_in")).toEqual([{ browser: null }]);
  });

  test("for an error page has the values to compare with", async () => {
    await waiting([WAITING]);
    await unfold("#login-trouble");
    await click("#seen-error_page");
    await expect.poll(() => words("#value-needed-client_id")).toBe("oidc_fjordly");
    expect(words("#value-needed-registered")).toBe("http://127.0.0.1:0/callback");
    expect(words("#value-needed-environment")).toBe("Øvelse");
    await accessibleInAll();
  });

  test("is looked into after a time-out too, with what reached this computer", async () => {
    let tries = 0;
    await open(null, {
      login_start: () =>
        ++tries > 1
          ? loginView()
          : fail("login.timed_out", {
              actions: ["log_in_again", "review_client"],
              facts: {
                redirect_uri: { kind: "text", value: "http://127.0.0.1:0/callback" },
                strangers: { kind: "number", value: 3 },
              },
            }),
    });
    await ask();
    await at('#problem[data-code="login.timed_out"]');
    await click("#seen-elsewhere");
    await at("#seen[data-seen=elsewhere]");
    expect(document.body.textContent).toContain("3 forespørsler kom hit");
    expect(isThere("#open-again"), "it waits no longer").toBe(false);
    await accessibleInAll();
    await click("#action-log_in_again");
    await at("#logged-in");
  });
});

test("a login that was cancelled can be tried again at once", async () => {
  let tries = 0;
  await open(null, {
    login_start: () =>
      ++tries === 1 ? fail("login.cancelled_by_person", { actions: ["log_in_again"] }) : loginView(),
  });
  await ask();
  await at('#problem[data-code="login.cancelled_by_person"]');
  expect(isThere("#seen-closed"), "something did come back").toBe(false);
  await accessibleInAll();
  await click("#action-log_in_again");
  await at("#logged-in");
  expect(isThere("#problem")).toBe(false);
});
