import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { many, openLogin, parties } from "../../testing/parties";
import { open } from "../../testing/partiesPage";

const names = () => [...document.querySelectorAll("[role=treeitem] bdi")].map((name) => name.textContent);

describe("whom one may act for", () => {
  test("is a tree with subunits, hierarchy and deleted ones told in words", async () => {
    const { inputs } = await open();
    await click("#list-parties");
    await at("#party-tree");
    expect(inputs("party_list")).toEqual([{ acting_as: { kind: "person" } }]);
    expect(words("#parties-found")).toBe("5 aktører å handle for");
    expect(document.querySelector("#party-square")?.getAttribute("aria-level")).toBe("2");
    expect(words("#party-group")).toContain("Ingen tilgang");
    expect(words("#party-gone")).toContain("Slettet");
    await click("#party-bakery");
    expect(words("#party")).toContain("315 000 106");
    await unfold("#party-packages");
    expect(words("#party-packages")).toContain("skattegrunnlag");
    await accessibleInAll();
    await click("#party-group");
    await at("#hierarchy-only");
  });

  test("is walked by keyboard alone", async () => {
    await open();
    await click("#list-parties");
    const tree = await at("#party-tree");
    tree.element().focus();
    const active = () => document.querySelector("#party-tree")?.getAttribute("aria-activedescendant");
    await userEvent.keyboard("{ArrowDown}{ArrowLeft}");
    expect(active()).toBe("party-bakery");
    expect(isThere("#party-square")).toBe(false);
    await userEvent.keyboard("{ArrowRight}{ArrowRight}");
    expect(active()).toBe("party-square");
    await userEvent.keyboard("{ArrowLeft}");
    expect(active()).toBe("party-bakery");
    await userEvent.keyboard("{End}");
    expect(active()).toBe("party-gone");
    await userEvent.keyboard("{Home}");
    expect(active()).toBe("party-person");
  });

  test.each([
    ["torget", ["BLÅBÆRSVINGEN BAKERI AS", "BLÅBÆRSVINGEN BAKERI AS AVD TORGET"]],
    ["315 000 106", ["BLÅBÆRSVINGEN BAKERI AS"]],
    ["regnskapsforer-lonn", ["NORDAVIND KONSERN AS", "NORDAVIND AVD HAVNA"]],
    ["ske-krav", ["BLÅBÆRSVINGEN BAKERI AS"]],
    ["dagl", ["BLÅBÆRSVINGEN BAKERI AS"]],
    ["bakeri skattnaering", ["BLÅBÆRSVINGEN BAKERI AS"]],
    ["finnes ikke", []],
  ])("is searched for «%s»", async (query, expected) => {
    await open();
    await click("#list-parties");
    await fill("#seek-party", query);
    await expect.poll(names).toEqual(expected);
  });

  test("draws of ten thousand what is in sight, and finds the last", async () => {
    await open({ party_list: () => ({ parties: many(10_000) }) });
    await click("#list-parties");
    const tree = await at("#party-tree");
    expect(words("#parties-found")).toBe("11 000 aktører å handle for");
    expect(document.querySelectorAll("[role=treeitem]").length).toBeLessThan(60);
    tree.element().focus();
    await userEvent.keyboard("{End}");
    await at("#party-p9999");
    expect(document.querySelectorAll("[role=treeitem]").length).toBeLessThan(60);
    await fill("#seek-party", "avdeling 9990");
    await expect.poll(names).toEqual(["Virksomhet 9990", "Avdeling 9990"]);
  });

  test("is asked for as a system user, by its owner", async () => {
    const { inputs } = await open({}, null);
    await at("#login-needed-parties");
    expect(isThere("#list-parties")).toBe(false);
    await click("#acting-system_user");
    expect(isThere("#login-needed-parties")).toBe(false);
    await fill("#acting-owner", "311 223 305");
    await click("#list-parties");
    await at("#party-tree");
    const acting_as = { kind: "system_user", owner: "311 223 305", external_ref: "" };
    expect(inputs("party_list")).toEqual([{ acting_as }]);
  });

  test("wants a login with the scope before anything is sent", async () => {
    const { went, inputs } = await open({}, { ...openLogin, scopes: ["openid"] });
    expect(words("#login-needed-parties")).toContain("altinn:accessmanagement/authorizedparties");
    await accessibleInAll();
    await click("#log-in-parties");
    expect(went).toEqual([["login", "altinn:accessmanagement/authorizedparties"]]);
    expect(inputs("party_list")).toEqual([]);
  });

  test("may be nobody, or fail", async () => {
    let tries = 0;
    const refusal = fail("altinn.forbidden", {
      actions: ["try_again"],
      facts: { scopes: { kind: "list", value: ["x"] } },
    });
    await open({ party_list: () => (++tries === 1 ? refusal : { parties: [] }) });
    await click("#list-parties");
    await at('#problem[data-code="altinn.forbidden"]');
    await accessibleInAll();
    await click("#action-try_again");
    await at("#no-parties");
    await accessibleInAll();
  });

  test("stays within a narrow window", async () => {
    await page.viewport(320, 640);
    await open();
    await click("#list-parties");
    await click("#party-square");
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await page.viewport(1280, 800);
  });

  test("has one of each in what is shown here", () => {
    expect(new Set(parties.map(({ uuid }) => uuid)).size).toBe(parties.length);
  });
});

describe("messages", () => {
  test("are shown in the reader's language, page by page", async () => {
    const { inputs } = await open({}, openLogin, "dialogs");
    await click("#list-dialogs");
    await at("[data-dialog=d1]");
    expect(words("[data-dialog=d1]")).toContain("Krav fra Skatteetaten");
    expect(words("[data-dialog=d1]")).toContain("Krever noe av deg");
    await accessibleInAll();
    await click("#more-dialogs");
    await at("[data-dialog=d2]");
    expect(isThere("#more-dialogs")).toBe(false);
    expect(inputs("party_dialogs")).toMatchObject([{ after: null }, { after: "x" }]);
  });

  test("that are not there prove nothing", async () => {
    await open({ party_dialogs: () => ({ dialogs: [], next: null }) }, openLogin, "dialogs");
    await click("#list-dialogs");
    await at("#no-dialogs");
    expect(words("#no-dialogs")).toContain("Det beviser ingenting");
    await accessibleInAll();
  });
});
