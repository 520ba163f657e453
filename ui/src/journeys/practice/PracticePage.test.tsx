import { describe, expect, test } from "vitest";

import type { IssuedFileView } from "../../ipc/generated/IssuedFileView";
import type { PracticeView } from "../../ipc/generated/PracticeView";
import { fail, type Script, scripted } from "../../ipc/hosts/scripted";
import { at, click, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { show } from "../../testing/show";
import { practice, profile } from "../../testing/views";
import { ActiveFaultsNote } from "./ActiveFaultsNote";
import { PracticePage } from "./PracticePage";

/** A town that remembers which faults are on and what was issued. */
function town(script: Script = {}) {
  let now: PracticeView = practice;
  const set = (name: string, on: boolean) => {
    const faults = now.faults.map((fault) => (fault.name === name ? { ...fault, on } : fault));
    return (now = { ...now, faults });
  };
  return scripted({
    practice_open: () => now,
    practice_fault: ({ name, on }) => set(name, on),
    practice_issue: ({ organisation, flavour }) => {
      const file: IssuedFileView = { path: `/tmp/${flavour}.p12`, password: `pw-${flavour}`, organisation };
      now = { ...now, issued: [file, ...now.issued] };
      return file;
    },
    app_open_page: () => ({}),
    ...script,
  });
}

describe("the panel", () => {
  test("has town hall, portal, faults, people and addresses", async () => {
    await show(<PracticePage profile={profile} />, town());
    await at("#fault-wrong-aud");
    expect(document.body.textContent).toContain("Kari Øvrebø");
    expect(words("#addresses")).toContain("http://127.0.0.1:41007");
    await accessibleInAll();
  });

  test("a fault is switched on and off", async () => {
    const host = town();
    await show(<PracticePage profile={profile} />, host);
    await expect.element(await at("#fault-login-cancelled")).toBeChecked();
    await click("#fault-wrong-aud");
    await expect.element(await at("#fault-wrong-aud")).toBeChecked();
    await click("#fault-wrong-aud");
    await expect.element(await at("#fault-wrong-aud")).not.toBeChecked();
    const set = host.calls.filter(({ name }) => name === "practice_fault").map(({ input }) => input);
    expect(set).toEqual([
      { name: "wrong-aud", on: true },
      { name: "wrong-aud", on: false },
    ]);
  });

  test("a file is issued as ordered; path and password can be copied, earlier ones are kept", async () => {
    const host = town();
    await show(<PracticePage profile={profile} />, host);
    await click("#issue");
    await expect.poll(() => words("#issued-path")).toBe("/tmp/modern.p12");
    expect(words("#issued-password")).toBe("pw-modern");
    const flavour = await at("#order-flavour");
    await flavour.selectOptions("ber");
    await click("#issue");
    await expect.poll(() => words("#issued-path")).toBe("/tmp/ber.p12");
    await expect.poll(() => words("#issued")).toContain("pw-modern");
    const orders = host.calls.filter(({ name }) => name === "practice_issue").map(({ input }) => input);
    expect(orders[1]).toEqual({
      organisation: "310204577",
      flavour: "ber",
      issuer: "buypass-like",
      role: "authentication",
      validity: "valid",
    });
    await accessibleInAll();
  });

  test("an order is for the profile's organisation when it is in town, otherwise for the first there", async () => {
    const first = await show(<PracticePage profile={{ ...profile, organisation: "310204585" }} />, town());
    await expect.element(await at("#order-organisation")).toHaveValue("310204585");
    await first.unmount();
    await show(<PracticePage profile={{ ...profile, organisation: "974760673" }} />, town());
    await expect.element(await at("#order-organisation")).toHaveValue("310204577");
  });

  test("opens the portal and the town hall in the browser", async () => {
    const host = town();
    await show(<PracticePage profile={profile} />, host);
    await click("#open-portal");
    await click("#open-town-hall");
    const pages = host.calls.filter(({ name }) => name === "app_open_page").map(({ input }) => input);
    expect(pages).toEqual([{ page: "portal" }, { page: "town_hall" }]);
  });

  test("says when practice is not running", async () => {
    await show(
      <PracticePage profile={profile} />,
      town({ practice_open: () => fail("app.no_practice", { turn: "us" }) }),
    );
    await at('#problem[data-code="app.no_practice"]');
    expect(isThere("#issue")).toBe(false);
    await accessibleInAll();
  });

  test("says why a file was not issued", async () => {
    await show(
      <PracticePage profile={profile} />,
      town({
        practice_issue: () => fail("app.not_saved", { facts: { file: { kind: "text", value: "a.p12" } } }),
      }),
    );
    await click("#issue");
    await at('#problem[data-code="app.not_saved"]');
    expect(isThere("#issued")).toBe(false);
  });
});

describe("the note in the frame", () => {
  test("names the faults that are on, and switches them off", async () => {
    const host = town();
    await show(<ActiveFaultsNote place="login" />, host);
    await at("#active-faults");
    expect(words("#active-faults")).toContain("Innloggingen blir avbrutt");
    await accessibleInAll();
    await click("#faults-off");
    await expect.poll(() => isThere("#active-faults")).toBe(false);
  });

  test("is silent on the panel itself", async () => {
    const host = town();
    await show(<ActiveFaultsNote place="practice" />, host);
    await expect.poll(() => host.calls.length).toBe(1);
    expect(isThere("#active-faults")).toBe(false);
  });
});
