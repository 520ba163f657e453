import { describe, expect, test } from "vitest";

import type { RenewalView } from "../../ipc/generated/RenewalView";
import { fail, type Script } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere } from "../../testing/at";
import { CLIENT, newKey, renewalView } from "../../testing/keys";
import { accessibleInAll } from "../../testing/languages";
import { one, open } from "../../testing/renewal";

const FOR_EVER = new Promise<never>(() => undefined);

const standing = (parts: Partial<RenewalView>): Script => ({
  renewal_list: () => ({ ...one, renewals: [renewalView({ jwk: newKey.jwk, pem: newKey.pem, ...parts })] }),
});
const stages = () =>
  [...document.querySelectorAll("#stages li")].map((stage) => stage.getAttribute("data-state"));

describe("under way", () => {
  test("opens where it stands", async () => {
    await open(standing({ stage: "proved" }));
    await at("#renewal-now");
    expect(stages()).toEqual(["done", "done", "done", "now", "later"]);
    await accessibleInAll();
  });

  test("by the portal with JWK proposes our key id, with PEM none", async () => {
    const { inputs } = await open({
      ...standing({ stage: "made" }),
      renewal_advance: ({ kid }) => renewalView({ stage: "added", new_kid: kid ?? "" }),
    });
    await expect.element(await at("#kid")).toHaveValue(newKey.kid);
    await click("#tab-pem");
    await expect.element(await at("#kid")).toHaveValue("");
    await click("#primary");
    await expect.element(await at("#kid")).toHaveFocus();
    await accessibleInAll();
    expect(inputs("renewal_advance")).toEqual([]);
    await fill("#kid", "portalens-egen");
    await click("#primary");
    await expect.poll(stages).toEqual(["done", "done", "now", "later", "later"]);
    expect(inputs("renewal_advance")).toEqual([{ client_id: CLIENT, kid: "portalens-egen" }]);
  });

  test("a new key whose private half is not here is not pasted", async () => {
    await open(standing({ stage: "made", jwk: null, pem: null }));
    await at("#private-away");
    expect(isThere("#copy-jwk")).toBe(false);
    expect(isThere("#kid")).toBe(false);
    await accessibleInAll();
  });

  test("waits for the new key, and can be cancelled", async () => {
    const { inputs } = await open({
      ...standing({ stage: "added" }),
      renewal_advance: (_, tell) => {
        tell({ tries: 3, seconds: 30, obstacle: "unknown_key" });
        return FOR_EVER;
      },
    });
    await click("#primary");
    await at("#waiting-for-key");
    await accessibleInAll();
    await click("#cancel");
    expect(inputs("renewal_cancel").length).toBe(1);
    expect(isThere("#waiting-for-key")).toBe(false);
  });

  test("a step that fails leaves it where it was, and is tried again", async () => {
    let tries = 0;
    await open({
      ...standing({ stage: "added" }),
      renewal_advance: () =>
        ++tries === 1
          ? fail("renewal.not_proved", {
              facts: { kid: { kind: "text", value: newKey.kid } },
              actions: ["try_again"],
            })
          : renewalView({ stage: "proved" }),
    });
    await click("#primary");
    await at('#problem[data-code="renewal.not_proved"]');
    expect(stages()).toEqual(["done", "done", "now", "later", "later"]);
    await click("#action-try_again");
    await expect.poll(stages).toEqual(["done", "done", "done", "now", "later"]);
  });

  test("a switch is told to the whole window", async () => {
    const { inputs } = await open({
      ...standing({ stage: "proved" }),
      renewal_advance: () => renewalView({ stage: "switched" }),
    });
    await click("#primary");
    await expect.poll(() => inputs("app_open").length).toBe(1);
  });

  test("ends in a verdict", async () => {
    const { went } = await open({
      ...standing({ stage: "switched", road: "api" }),
      renewal_advance: () => renewalView({ stage: "retired", road: "api" }),
    });
    expect(isThere("#open-portal")).toBe(false);
    await click("#primary");
    await at('#renewed[data-verdict="good"]');
    await accessibleInAll();
    await click("#primary");
    expect(went).toEqual(["keys"]);
  });

  test("goes one step back when asked twice", async () => {
    const { inputs } = await open({
      ...standing({ stage: "added" }),
      renewal_undo: () => ({ ...one, renewals: [renewalView({ stage: "made" })] }),
    });
    await click("#undo");
    await at("#undo-confirm");
    await accessibleInAll();
    expect(inputs("renewal_undo")).toEqual([]);
    await click("#undo-confirm");
    await expect.poll(stages).toEqual(["done", "now", "later", "later", "later"]);
    expect(inputs("renewal_undo")).toEqual([{ client_id: CLIENT }]);
  });

  test("tells only of what failed last, forward or back", async () => {
    const broken = () => fail("http.not_json", { actions: ["try_again"] });
    await open({
      ...standing({ stage: "added", road: "api" }),
      renewal_advance: broken,
      renewal_undo: broken,
    });
    await click("#primary");
    await at("#problem");
    await click("#undo");
    await click("#undo-confirm");
    await at("#undo");
    expect(document.querySelectorAll("#problem").length).toBe(1);
    await click("#primary");
    await expect.poll(() => document.querySelectorAll("#problem + div #undo").length).toBe(1);
    expect(document.querySelectorAll("#problem").length).toBe(1);
  });

  test("does not go back to a key that does not work", async () => {
    await open({
      ...standing({ stage: "switched" }),
      renewal_undo: () =>
        fail("renewal.old_key_unproved", { facts: { kid: { kind: "text", value: "fjordly-2026-11" } } }),
    });
    await click("#undo");
    await click("#undo-confirm");
    await at('#problem[data-code="renewal.old_key_unproved"]');
    expect(stages()).toEqual(["done", "done", "done", "done", "now"]);
  });
});
