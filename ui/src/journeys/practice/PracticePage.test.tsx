import { useState } from "react";
import { describe, expect, test } from "vitest";

import { fail, type Script } from "../../ipc/hosts/scripted";
import { at, click, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { open, town } from "../../testing/practicePage";
import { show } from "../../testing/show";
import { practice, profile } from "../../testing/views";
import { ActiveFaultsNote } from "./ActiveFaultsNote";

describe("the panel", () => {
  test("has town hall, portal, faults, people and addresses", async () => {
    await open(town());
    await at("#concern-maskinporten");
    expect(document.body.textContent).toContain("Kari Øvrebø");
    expect(words("#addresses")).toContain("http://127.0.0.1:41007");
    await accessibleInAll();
  });

  test("a file is issued as ordered; path and password can be copied, earlier ones are kept", async () => {
    const host = town();
    await open(host);
    await click("#issue");
    await expect.poll(() => words("#issued-path")).toBe("/tmp/modern.p12");
    expect(words("#issued-password")).toBe("pw-modern");
    await click("#order-more > u-summary, #order-more summary");
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
      profile: "seid2",
      tree: "practice",
      key: "usual",
      contents: "whole-chain",
    });
    await accessibleInAll();
  });

  test("a set is issued at once, each file with its path", async () => {
    const host = town();
    await open(host);
    await click("#issue-set");
    await expect.poll(() => words("#issued-path")).toBe("/tmp/modern-auth-enc.p12");
    expect(words("#issued-path-2")).toBe("/tmp/modern-sign.p12");
    expect(words("#issued")).toContain("/tmp/modern-sign.cer");
    await accessibleInAll();
  });

  test("an issued certificate is revoked, and says so", async () => {
    const host = town();
    await open(host);
    await click("#issue");
    await click("#revoke");
    await expect.poll(() => isThere("#revoked")).toBe(true);
    expect(isThere("#revoke")).toBe(false);
    expect(host.calls.find(({ name }) => name === "practice_revoke")?.input).toEqual({ serial: "4A0" });
    await accessibleInAll();
  });

  test("a file without a password says so", async () => {
    await open(town({ practice_open: () => ({ ...practice, flavours: ["null-password"] }) }));
    await click("#issue");
    await expect.poll(() => words("#issued-password")).toBe("Filen har ikke passord");
  });

  test("an order is for the profile's organisation when it is in town, otherwise for the first there", async () => {
    const first = await open(town(), { ...profile, organisation: "310204585" });
    await expect.element(await at("#order-organisation")).toHaveValue("310204585");
    await first.unmount();
    await open(town(), { ...profile, organisation: "974760673" });
    await expect.element(await at("#order-organisation")).toHaveValue("310204577");
  });

  test("opens the portal and the town hall in the browser", async () => {
    const host = town();
    await open(host);
    await click("#open-portal");
    await click("#open-town-hall");
    const pages = host.calls.filter(({ name }) => name === "app_open_page").map(({ input }) => input);
    expect(pages).toEqual([{ page: "portal" }, { page: "town_hall" }]);
  });

  test("says when practice is not running", async () => {
    await open(town({ practice_open: () => fail("app.no_practice", { turn: "us" }) }));
    await at('#problem[data-code="app.no_practice"]');
    expect(isThere("#issue")).toBe(false);
    await accessibleInAll();
  });

  test("says why a file was not issued", async () => {
    await open(
      town({
        practice_issue: () => fail("app.not_saved", { facts: { file: { kind: "text", value: "a.p12" } } }),
      }),
    );
    await click("#issue");
    await at('#problem[data-code="app.not_saved"]');
    expect(isThere("#issued")).toBe(false);
  });
});

test("the parts of the page are a link away", async () => {
  await open(town());
  const parts = [
    "time",
    "town-hall",
    "practice-portal",
    "behaviour",
    "town-systems",
    "town-delegations",
    "faults",
  ];
  for (const [place, id] of parts.entries()) {
    await click(`nav a:nth-child(${place + 1})`);
    expect(document.activeElement?.id).toBe(id);
  }
  // What is folded is unfolded by its link.
  expect(isThere("#systems[open]") && isThere("#delegations[open]")).toBe(true);
});

describe("the note in the frame", () => {
  const note = (place: "login" | "practice", script: Script = {}) => {
    const host = town(script);
    const Frame = () => {
      const [now, setNow] = useState(practice);
      return <ActiveFaultsNote place={place} town={now} onChange={setNow} />;
    };
    return show(<Frame />, host);
  };

  test("names the faults that are on, and switches them off", async () => {
    await note("login");
    await at("#active-faults");
    expect(words("#active-faults")).toContain("Innloggingen blir avbrutt");
    await accessibleInAll();
    await click("#faults-off");
    await expect.poll(() => isThere("#active-faults")).toBe(false);
  });

  test("is silent on the panel itself", async () => {
    await note("practice");
    expect(isThere("#active-faults")).toBe(false);
  });
});
