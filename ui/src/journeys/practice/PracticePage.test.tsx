import { useState } from "react";
import { describe, expect, test } from "vitest";

import type { IssueCertificate } from "../../ipc/generated/IssueCertificate";
import type { IssuedFileView } from "../../ipc/generated/IssuedFileView";
import type { PracticeView } from "../../ipc/generated/PracticeView";
import { fail, type Script, scripted, type ScriptedHost } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { show } from "../../testing/show";
import { appView, practice, profile } from "../../testing/views";
import { ActiveFaultsNote } from "./ActiveFaultsNote";
import { PracticePage } from "./PracticePage";

/** The panel over a host; what it hands up can be read from `handed`. */
async function open(host: ScriptedHost, whose = profile) {
  const handed: { apps: unknown[]; towns: PracticeView[] } = { apps: [], towns: [] };
  const page = (
    <PracticePage
      profile={whose}
      replace={(app) => handed.apps.push(app)}
      onChange={(changed) => handed.towns.push(changed)}
    />
  );
  return { ...(await show(page, host)), handed };
}

/** A town that remembers which faults are on and what was issued. */
function town(script: Script = {}) {
  let now: PracticeView = practice;
  const set = (name: string, on: boolean) => {
    const faults = now.faults.map((fault) => (fault.name === name ? { ...fault, on } : fault));
    return (now = { ...now, faults });
  };
  const issue = ({ organisation, flavour }: IssueCertificate, role = "") => {
    const file: IssuedFileView = {
      path: `/tmp/${flavour}${role}.p12`,
      public_path: `/tmp/${flavour}${role}.cer`,
      password: flavour === "null-password" ? "" : `pw-${flavour}`,
      organisation,
      flavour,
      serial: `4A${now.issued.length}`,
      revoked: false,
    };
    now = { ...now, issued: [file, ...now.issued] };
    return file;
  };
  return scripted({
    practice_open: () => now,
    practice_fault: ({ name, on }) => set(name, on),
    practice_issue: (order) => issue(order),
    practice_issue_set: (order) => ({ files: [issue(order, "-auth-enc"), issue(order, "-sign")] }),
    practice_revoke: ({ serial }) => {
      const issued = now.issued.map((file) => (file.serial === serial ? { ...file, revoked: true } : file));
      return (now = { ...now, issued });
    },
    practice_travel: ({ days }) => {
      const days_ahead = days === null ? 0 : now.days_ahead + days;
      const moment = new Date(Date.parse(practice.now) + days_ahead * 86_400_000);
      return (now = { ...now, days_ahead, now: moment.toISOString() });
    },
    practice_propagation: ({ seconds }) => (now = { ...now, propagation_seconds: seconds }),
    app_open: () => appView(),
    app_open_page: () => ({}),
    ...script,
  });
}

describe("the panel", () => {
  test("has town hall, portal, faults, people and addresses", async () => {
    await open(town());
    await at("#fault-wrong-aud");
    expect(document.body.textContent).toContain("Kari Øvrebø");
    expect(words("#addresses")).toContain("http://127.0.0.1:41007");
    await accessibleInAll();
  });

  test("a fault is switched on and off", async () => {
    const host = town();
    await open(host);
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

describe("time travel", () => {
  test("moves the clock by a month, a year or some days, and refreshes the window", async () => {
    const host = town();
    const { handed } = await open(host);
    await at('#practice-clock[data-days="0"]');
    expect(isThere("#travel-back")).toBe(false);
    await click("#travel-month");
    await at('#practice-clock[data-days="30"]');
    await click("#travel-year");
    await at('#practice-clock[data-days="395"]');
    expect(words("#practice-clock")).toContain("21. desember 2027");
    await fill("#travel-days", "5");
    await click("#travel-go");
    await at('#practice-clock[data-days="400"]');
    await expect.poll(() => handed.apps.length).toBe(3);
    expect(handed.towns.at(-1)?.days_ahead).toBe(400);
    await accessibleInAll();
    await click("#travel-back");
    await at('#practice-clock[data-days="0"]');
    const moves = host.calls.filter(({ name }) => name === "practice_travel").map(({ input }) => input);
    expect(moves).toEqual([{ days: 30 }, { days: 365 }, { days: 5 }, { days: null }]);
  });

  test.each(["", "0", "-3", "1.5", "3651", "i morgen"])("does not go «%s» days", async (typed) => {
    const host = town();
    await open(host);
    await fill("#travel-days", typed);
    await click("#travel-go");
    await expect.element(await at("#travel-days")).toHaveAttribute("aria-invalid", "true");
    await expect.poll(() => document.activeElement?.id).toBe("travel-days");
    expect(host.calls.some(({ name }) => name === "practice_travel")).toBe(false);
  });

  test("says why the clock did not move", async () => {
    await open(town({ practice_travel: () => fail("app.no_practice", { turn: "us" }) }));
    await click("#travel-year");
    await at('#problem[data-code="app.no_practice"]');
    await accessibleInAll();
  });
});

describe("how soon keys work", () => {
  test("is chosen", async () => {
    const host = town();
    await open(host);
    await expect.element(await at("#propagation-0")).toBeChecked();
    await click("#propagation-120");
    await expect.element(await at("#propagation-120")).toBeChecked();
    expect(host.calls.at(-1)).toEqual({ name: "practice_propagation", input: { seconds: 120 } });
  });

  test("says why it was not", async () => {
    await open(town({ practice_propagation: () => fail("app.no_practice", { turn: "us" }) }));
    await click("#propagation-30");
    await at('#problem[data-code="app.no_practice"]');
  });
});

test("the parts of the page are a link away", async () => {
  await open(town());
  for (const [place, id] of ["time", "town-hall", "practice-portal", "faults"].entries()) {
    await click(`nav a:nth-child(${place + 1})`);
    expect(document.activeElement?.id).toBe(id);
  }
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
