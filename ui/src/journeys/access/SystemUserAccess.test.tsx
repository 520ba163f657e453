import { describe, expect, test } from "vitest";

import type { RungView } from "../../ipc/generated/RungView";
import type { SystemUserStepView } from "../../ipc/generated/SystemUserStepView";
import { scripted } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { Live } from "../../testing/live";
import { accessView, tokenView } from "../../testing/results";
import { show } from "../../testing/show";
import { appView } from "../../testing/views";
import { AccessStep } from "./AccessStep";
import { RUNGS } from "./subjects";

const proved: SystemUserStepView = {
  request: null,
  link: null,
  proof: {
    system: "310204577_kasse",
    owner: "311223305",
    external_ref: "byra",
    scopes: ["altinn:accessmanagement/authorizedparties"],
    system_user: "7e81e5af-8b76-4385-9c92-b10680114f4a",
    proved_at: "2026-11-21T10:00:00Z",
    rungs: [],
    passed: true,
  },
};

const FACTS: RungView["facts"] = {
  issuer: { kind: "text", value: "http://127.0.0.1:41003" },
  seconds: { kind: "number", value: 0 },
  name: { kind: "text", value: "BLÅBÆRSVINGEN BAKERI AS" },
  party: { kind: "text", value: "315000106" },
  system_user: { kind: "text", value: "7e81e5af-8b76-4385-9c92-b10680114f4a" },
  system: { kind: "text", value: "310204577_kasse" },
  scopes: { kind: "list", value: ["altinn:accessmanagement/authorizedparties"] },
  expires_at: { kind: "moment", value: "2026-11-21T10:30:00Z" },
  packages: { kind: "list", value: ["regnskapsforer-lonn"] },
  resources: { kind: "list", value: ["ske-krav-og-betalinger"] },
  count: { kind: "number", value: 2 },
};

function climbed(subject: "system_user" | "vendor"): RungView[] {
  return RUNGS[subject].map((name) => ({
    name,
    outcome: "passed",
    problem: null,
    skipped: null,
    facts: FACTS,
    milliseconds: 12,
  }));
}

async function open(system_user: SystemUserStepView) {
  const app = appView();
  const host = scripted({
    access_test: ({ subject }, tell) => {
      const rungs = climbed(subject === "vendor" ? "vendor" : "system_user");
      rungs.forEach(tell);
      return accessView({ subject, rungs });
    },
  });
  const setup = { ...app.setup, maskinporten: tokenView(), system_user };
  await show(<Live step={AccessStep} start={{ ...app, setup }} onGo={() => undefined} />, host);
  return () => host.calls.filter(({ name }) => name === "access_test").map(({ input }) => input);
}

describe("a system user's access", () => {
  test("is tested first where there is one, against one customer with a package", async () => {
    const inputs = await open(proved);
    await expect.element(await at("#test-system_user")).toBeChecked();
    await unfold("#goal");
    await fill("#goal-party", "315 000 106");
    await fill("#goal-package", "regnskapsforer-lonn");
    await accessibleInAll();
    await click("#primary");
    await at('#access-verdict[data-verdict="good"]');
    expect(inputs()).toEqual([
      {
        subject: "system_user",
        system_user: {
          system: "310204577_kasse",
          owner: "311223305",
          external_ref: "byra",
          party: "315 000 106",
          package: "regnskapsforer-lonn",
          resource: "",
        },
      },
    ]);
    expect(words("#rung-reached")).toContain("BLÅBÆRSVINGEN BAKERI AS");
    expect(document.body.textContent).not.toContain("{{");
    await accessibleInAll();
  });

  test("cannot be chosen before there is one", async () => {
    await open({ request: null, proof: null, link: null });
    await expect.element(await at("#test-system_user")).toBeDisabled();
    expect(isThere("#goal")).toBe(false);
  });
});

test("a vendor's rungs are its own", async () => {
  await open(proved);
  await click("#test-vendor");
  await click("#primary");
  await at('#access-verdict[data-verdict="good"]');
  expect(words("#rung-write")).toContain("Ingenting ble skrevet");
  expect(isThere("#rung-exchange")).toBe(false);
  await accessibleInAll();
});
