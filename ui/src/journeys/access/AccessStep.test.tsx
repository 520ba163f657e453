import { describe, expect, test } from "vitest";

import type { RungView } from "../../ipc/generated/RungView";
import type { SetupView } from "../../ipc/generated/SetupView";
import { fail, type Script, scripted } from "../../ipc/hosts/scripted";
import { at, click, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { Live } from "../../testing/live";
import { accessView, brokenRungs, loginView, rungs, tokenView } from "../../testing/results";
import { show } from "../../testing/show";
import { appView } from "../../testing/views";
import { AccessStep } from "./AccessStep";

const NAMES = ["reach", "clock", "exchange", "parties", "resource"];

async function open(setup: Partial<SetupView>, script: Script = {}) {
  const app = appView();
  const host = scripted({
    access_test: ({ subject }, tell) => {
      rungs.forEach(tell);
      return accessView({ subject });
    },
    ...script,
  });
  const went: string[] = [];
  const start = { ...app, setup: { ...app.setup, ...setup } };
  await show(<Live step={AccessStep} start={start} onGo={(place) => went.push(place)} />, host);
  const calls = (of: string) => host.calls.filter(({ name }) => name === of).map(({ input }) => input);
  return { went, inputs: () => calls("access_test"), cancels: () => calls("access_cancel") };
}

function outcomes(): (string | null)[] {
  return NAMES.map((name) => document.querySelector(`#rung-${name}`)?.getAttribute("data-outcome") ?? null);
}

describe("what to test with", () => {
  test("nothing held: where to get it", async () => {
    const { went } = await open({});
    await at("#nothing-to-test-with");
    await expect.element(await at("#primary")).toBeDisabled();
    await accessibleInAll();
    await click("#to-maskinporten");
    await click("#to-login");
    expect(went).toEqual(["maskinporten", "login"]);
  });

  test("only what is held can be chosen", async () => {
    const { inputs } = await open({ maskinporten: tokenView({ token: null }), login: loginView() });
    await expect.element(await at("#test-organisation")).toBeDisabled();
    await expect.element(await at("#test-person")).toBeChecked();
    await click("#primary");
    await at("#access-verdict");
    expect(inputs()).toEqual([{ subject: "person", system_user: null }]);
  });

  test("the organisation first when both are held", async () => {
    const { inputs } = await open({ maskinporten: tokenView(), login: loginView() });
    await expect.element(await at("#test-organisation")).toBeChecked();
    await click("#test-person");
    await click("#primary");
    await at("#access-verdict");
    expect(inputs()).toEqual([{ subject: "person", system_user: null }]);
  });
});

describe("the ladder", () => {
  test("shows each rung when it is over, and the rest as waiting", async () => {
    let tellMore: (rung: RungView) => void = () => undefined;
    await open(
      { maskinporten: tokenView() },
      {
        access_test: (_, tell) => {
          tellMore = tell;
          return new Promise(() => undefined);
        },
      },
    );
    expect(outcomes()).toEqual(Array(5).fill("pending"));
    await click("#primary");
    for (const rung of rungs.slice(0, 2)) tellMore(rung);
    await expect.poll(outcomes).toEqual(["passed", "passed", "pending", "pending", "pending"]);
    await accessibleInAll();
  });

  test("green to the top leads on", async () => {
    const { went } = await open({ maskinporten: tokenView() });
    await click("#primary");
    await at('#access-verdict[data-verdict="good"]');
    expect(outcomes()).toEqual(["passed", "passed", "passed", "skipped", "passed"]);
    expect(document.body.textContent).not.toContain("{{");
    await accessibleInAll();
    await click("#primary");
    expect(went).toEqual(["next"]);
  });

  test("stops at the first that breaks and explains it there", async () => {
    const { inputs } = await open(
      { maskinporten: tokenView() },
      {
        access_test: ({ subject }, tell) => {
          brokenRungs.forEach(tell);
          return accessView({ subject, rungs: brokenRungs, passed: false });
        },
      },
    );
    await click("#primary");
    await at('#access-verdict[data-verdict="blocking"]');
    expect(outcomes()).toEqual(["passed", "passed", "failed", "skipped", "skipped"]);
    await at('#rung-exchange [data-code="access.other_organisation"]');
    expect(words("#rung-exchange")).toContain("310 204 585");
    await accessibleInAll();
    await click("#primary");
    expect(inputs().length).toBe(2);
  });

  test("of last time is shown again, until the other is chosen", async () => {
    await open({ maskinporten: tokenView(), login: loginView(), access: accessView({ subject: "person" }) });
    await at("#access-verdict");
    await expect.element(await at("#test-person")).toBeChecked();
    await click("#test-organisation");
    await expect.poll(() => isThere("#access-verdict")).toBe(false);
    expect(outcomes()).toEqual(Array(5).fill("pending"));
  });

  test("can be cancelled; what was found last time is shown again", async () => {
    let stop: (answer: ReturnType<typeof fail>) => void = () => undefined;
    const { inputs, cancels } = await open(
      { maskinporten: tokenView(), access: accessView({ passed: false, rungs: brokenRungs }) },
      {
        access_test: (_, tell) => {
          rungs.slice(0, 1).forEach(tell);
          return new Promise((done) => (stop = done));
        },
        access_cancel: () => {
          stop(fail("app.cancelled", { actions: ["try_again"] }));
          return {};
        },
      },
    );
    await click("#primary");
    await expect.poll(() => isThere("#access-verdict")).toBe(false);
    await click("#access-cancel");
    await at("#access-verdict");
    expect(cancels()).toEqual([{}]);
    expect(isThere("#testing")).toBe(false);
    expect(isThere('[data-code="app.cancelled"]')).toBe(false);
    expect(outcomes()).toEqual(["passed", "passed", "failed", "skipped", "skipped"]);
    await click("#primary");
    await at("#access-cancel");
    expect(inputs().length).toBe(2);
  });

  test("that cannot begin says why", async () => {
    await open(
      { maskinporten: tokenView() },
      {
        access_test: () =>
          fail("app.step_missing", { facts: { step: { kind: "text", value: "maskinporten" } } }),
      },
    );
    await click("#primary");
    await at('#problem[data-code="app.step_missing"]');
    await accessibleInAll();
  });
});
