import { describe, expect, test } from "vitest";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { checks } from "../../testing/results";
import { certificate } from "../../testing/views";
import { ask, CLIENT, open, SCOPES } from "../../testing/maskinporten";
import { ordinary } from "../ordinary";

describe("asking", () => {
  test("the client id comes from the key; the dry run waits until the fields are complete", async () => {
    const { inputs } = await open();
    await expect.element(await at("#client-id")).toHaveValue(CLIENT);
    expect(inputs("maskinporten_dry_run")).toEqual([]);
    await fill("#scopes", SCOPES);
    await expect.poll(() => document.querySelectorAll("#dry-run li").length).toBe(checks.length);
    expect(inputs("maskinporten_dry_run")).toEqual([
      { ...ordinary, client_id: CLIENT, scopes: SCOPES, sign_with: "key" },
    ]);
    const outcomes = [...document.querySelectorAll("#dry-run li")].map((li) =>
      li.getAttribute("data-outcome"),
    );
    expect(outcomes).toEqual(["good", "note", "good", "bad"]);
    expect(words("#dry-run")).not.toContain("{{");
    await accessibleInAll();
  });

  test("an order that cannot be read is said in the dry run", async () => {
    await open({}, { maskinporten_dry_run: () => fail("maskinporten.form") });
    await fill("#scopes", "å");
    await expect.poll(() => isThere('#dry-run [data-code="maskinporten.form"]')).toBe(true);
  });

  test("an empty field is named and nothing is sent", async () => {
    const { inputs } = await open();
    await click("#primary");
    await expect.element(await at("#scopes")).toHaveFocus();
    await expect.element(await at("#scopes")).toHaveAttribute("aria-invalid", "true");
    expect(inputs("maskinporten_obtain")).toEqual([]);
    await fill("#scopes", SCOPES);
    await expect.element(await at("#scopes")).not.toHaveAttribute("aria-invalid", "true");
  });

  test("a scope of the town is added with one press", async () => {
    await open();
    await click('[role="group"] button');
    await expect.element(await at("#scopes")).toHaveValue("altinn:instances.read");
  });

  test("without key or certificate the way on is to make one", async () => {
    const { went, inputs } = await open({ key: null });
    await click("#primary");
    expect(went).toEqual(["key"]);
    expect(inputs("maskinporten_obtain")).toEqual([]);
  });

  test("the choice of what signs is offered only when both exist", async () => {
    await open();
    await at("#signs");
    expect(isThere("#sign-with-key")).toBe(false);
  });

  test("a chosen certificate signs", async () => {
    const { inputs } = await open({ certificate });
    await click("#sign-with-certificate");
    await ask();
    await at("#token-certificate");
    expect(inputs("maskinporten_obtain")).toEqual([
      { ...ordinary, client_id: CLIENT, scopes: SCOPES, sign_with: "certificate" },
    ]);
    await accessibleInAll();
  });
});
