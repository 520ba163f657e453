import { describe, expect, test } from "vitest";

import type { FactView } from "../../ipc/generated/FactView";
import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { ask, open } from "../../testing/maskinporten";
import { ordinary } from "../ordinary";

const summary = (id: string) => `${id} u-summary, ${id} summary`;

describe("the list of scopes", () => {
  test("is not asked for before it is opened; what is found is added with one press", async () => {
    const { inputs } = await open();
    expect(inputs("maskinporten_scopes")).toEqual([]);
    await click(summary("#scope-list"));
    await at("#scope-source[data-from=copy]");
    await fill("#scope-words", "broker");
    await expect.poll(() => document.querySelectorAll("[data-scope]").length).toBe(1);
    expect(inputs("maskinporten_scopes").at(-1)).toEqual({ words: "broker", refresh: false });
    await click("[data-scope] button");
    await expect.element(await at("#scopes")).toHaveValue("altinn:broker.read");
    await expect.element(await at("[data-scope] button")).toBeDisabled();
    await accessibleInAll();
  });

  test("is fetched when the person says so, and tells its age", async () => {
    const { inputs } = await open();
    await click(summary("#scope-list"));
    const age = words("#scope-source");
    await click("#refresh-scopes");
    await at("#scope-source[data-from=service]");
    expect(words("#scope-source")).not.toBe(age);
    expect(inputs("maskinporten_scopes").at(-1)).toEqual({ words: "", refresh: true });
  });

  test("looking for a scope sends no order", async () => {
    const { inputs } = await open();
    await click(summary("#scope-list"));
    const field = await at("#scope-words");
    field
      .element()
      .dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    expect(inputs("maskinporten_obtain")).toEqual([]);
  });
});

describe("more choices", () => {
  test("go with the order, and the fold tells how many there are", async () => {
    const { inputs } = await open();
    await click(summary("#variant"));
    await fill("#variant-owner", "310204585");
    await fill("#variant-external-ref", "kunde-42");
    expect(words("#variant")).toContain("2");
    await accessibleInAll();
    await ask();
    await at("#token-key");
    expect(inputs("maskinporten_obtain")).toEqual([
      expect.objectContaining({
        algorithm: "RS256",
        variant: { ...ordinary.variant, owner: "310204585", external_ref: "kunde-42" },
      }),
    ]);
  });
});

describe("after an answer", () => {
  test("settings for other systems are made when they are asked for", async () => {
    const { inputs } = await open();
    await ask();
    await at("#token-key");
    expect(inputs("maskinporten_recipes")).toEqual([]);
    await click(summary("#recipes"));
    await at("#recipe-curl");
    await click("#recipe-tab-altinn_dotnet");
    await expect.element(await at("#recipe-altinn_dotnet")).toBeVisible();
    await accessibleInAll();
  });

  test("a clock that is wrong is told with how to set it", async () => {
    await open();
    expect(isThere("#clock")).toBe(false);
    await ask();
    await at("#clock[data-clock=behind]");
  });
});

describe("a refusal", () => {
  test("tells what stood in the way of looking for its cause", async () => {
    const lookup: FactView = { kind: "list", value: ["maskinporten.scope_not_registered"] };
    await open({}, { maskinporten_obtain: () => fail("maskinporten.system_user", { facts: { lookup } }) });
    await ask();
    await at("#problem #lookup");
    expect(words("#lookup")).toContain("scope");
  });
});
