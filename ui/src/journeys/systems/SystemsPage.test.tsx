import { describe, expect, test } from "vitest";

import { fail } from "../../ipc/hosts/scripted";
import { i18n } from "../../locales/i18n";
import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import { CLIENT } from "../../testing/keys";
import { accessibleInAll } from "../../testing/languages";
import { agentSystem, finding, found, resources, system, systems } from "../../testing/systems";
import { open } from "../../testing/systemsPage";

const INPUT = "system_save";

async function fillTexts(name: string, text: string) {
  for (const language of ["nb", "nn", "en"]) await fill(`#${name}-${language}`, `${text} ${language}`);
}

describe("the list", () => {
  test("shows each system with its state", async () => {
    await open();
    await at(`[data-system="${system.id}"]`);
    expect(words(`[data-system="${system.id}"]`)).toContain("Kassasystemet");
    expect(words(`[data-system="${agentSystem.id}"]`)).toContain("Ikke synlig for kunder");
    await accessibleInAll();
  });

  test("teaches where there is none", async () => {
    await open({ system_list: () => ({ ...systems, systems: [] }) });
    await at("#no-systems");
    await accessibleInAll();
  });

  test("is passed by on the way to the system that one came for", async () => {
    await open({}, agentSystem.id);
    await at("#system-facts");
    expect(words("#system-facts")).toContain(agentSystem.id);
  });

  test("without a client that has the scope says so, with the way there", async () => {
    const { went } = await open({
      system_list: () => fail("maskinporten.scope_not_registered", { facts: {} }),
    });
    await at("#needs-client");
    expect(words("#needs-client")).toContain("altinn:authentication/systemregister.write");
    await accessibleInAll();
    await click("#to-maskinporten");
    await click("#to-clients");
    expect(went).toEqual(["maskinporten", "clients"]);
  });

  test("that cannot be read for another reason says that, and nothing of clients", async () => {
    await open({ system_list: () => fail("network.unreachable", { turn: "network" }) });
    await at("#problem");
    expect(isThere("#needs-client")).toBe(false);
  });
});

describe("a new system", () => {
  test("is filled in, registered and shown", async () => {
    const { inputs } = await open();
    await click("#primary");
    await fill("#system-id", "lonn");
    await fillTexts("system-name", "Lønn");
    await fillTexts("system-description", "Fører lønn");
    await click("#use-own-client");
    await unfold("#find-resources");
    await fill("#resources-words", "claims");
    await expect.poll(() => document.querySelectorAll("#resources [data-found]").length).toBe(1);
    await click('#resources [data-found="ske-krav-og-betalinger"] button');
    await at('#chosen-resources [data-right="ske-krav-og-betalinger"] [data-fitness="any"]');
    await fill("#system-redirect-urls", "https://a.example/ferdig\n");
    await click("#primary");
    await at("#saved");
    expect(inputs(INPUT)).toEqual([
      {
        id: "310204577_lonn",
        opened: null,
        name: { nb: "Lønn nb", nn: "Lønn nn", en: "Lønn en" },
        description: { nb: "Fører lønn nb", nn: "Fører lønn nn", en: "Fører lønn en" },
        client_ids: [CLIENT],
        redirect_urls: ["https://a.example/ferdig"],
        resources: ["ske-krav-og-betalinger"],
        packages: [],
        visible: false,
      },
    ]);
    expect(words("#system-facts")).toContain("310204577_lonn");
  });

  test("that is refused says so beside each field, and in one place with the way to it", async () => {
    await open();
    await click("#primary");
    await fill("#system-id", "feil");
    await click("#primary");
    const summary = await at("#wrong");
    await expect.element(summary).toHaveFocus();
    expect(document.querySelectorAll("#wrong li")).toHaveLength(6);
    for (const code of [
      "id_signs",
      "text_missing",
      "client_form",
      "resource_signs",
      "package_form",
      "url_twice",
    ]) {
      await at(`#system-form [data-code="system.${code}"]`);
    }
    expect(words('[data-code="system.text_missing"]')).toContain("nynorsk og engelsk");
    expect(document.querySelector("#system-name-nb")?.getAttribute("aria-invalid")).toBeNull();
    expect(document.querySelector("#system-name-nn")?.getAttribute("aria-invalid")).toBe("true");
    await accessibleInAll();
  });

  test("with another system's client names the fix beside the field", async () => {
    const taken = finding("clients", "altinn.client_on_other_system");
    await open({ system_save: () => ({ system: null, findings: [taken] }) });
    await click("#primary");
    await click("#primary");
    await at('#system-form [data-code="altinn.client_on_other_system"]');
    const told = words('[data-code="altinn.client_on_other_system"]');
    expect(told).toContain(i18n.t("problems:altinn.client_on_other_system.remedy"));
  });

  test("without a client is saved, and told what that means", async () => {
    await open();
    await click("#primary");
    await fill("#system-id", "uten");
    await click("#primary");
    await at('#notes [data-code="system.no_client"]');
    await accessibleInAll();
  });
});

describe("the pickers", () => {
  test("mark what a system cannot have, and do not offer it", async () => {
    await open();
    await click("#primary");
    await unfold("#find-resources");
    await at('[data-found="nav_aareg"] [data-fitness="wrong_kind"]');
    await at('[data-found="ttd-personlig-melding"] [data-fitness="not_delegable"]');
    const button = (id: string) => document.querySelector<HTMLButtonElement>(`[data-found="${id}"] button`);
    expect(button("nav_aareg")?.disabled).toBe(true);
    expect(button("ttd-personlig-melding")?.disabled).toBe(true);
    expect(button("ske-krav-og-betalinger")?.disabled).toBe(false);
    await unfold("#find-packages");
    await at('#packages [data-fitness="clients_only"]');
    await at('#packages [data-fitness="own_only"]');
    await accessibleInAll();
  });

  test("say when the list is the copy, and judge nothing by it", async () => {
    await open({ system_resources: (search) => found(resources, search, "copy") }, system.id);
    await click("#primary");
    await unfold("#find-resources");
    await at('#resources-source[data-from="copy"]');
    expect(words("#resources-source")).toContain("21. november 2026");
  });

  test("mark what this environment does not have", async () => {
    const foreign = { ...system, resources: ["ukjent-tjeneste"] };
    await open(
      { system_list: () => ({ ...systems, systems: [foreign] }), system_open: () => foreign },
      system.id,
    );
    await click("#primary");
    await at('#chosen-resources [data-fitness="unknown"]');
  });
});

describe("a system", () => {
  test("is changed as it was opened", async () => {
    const { inputs } = await open({}, system.id);
    await at("#system-facts");
    await click("#primary");
    expect(isThere("#system-id"), "an id is never changed").toBe(false);
    await fill("#system-name-nb", "Ny kasse");
    await click("#chosen-packages button");
    await click("#primary");
    await at("#saved");
    expect(inputs(INPUT)).toEqual([
      expect.objectContaining({
        id: system.id,
        opened: "a1",
        name: { ...system.name, nb: "Ny kasse" },
        packages: [],
        visible: true,
      }),
    ]);
  });

  test("that somebody else changed is read again", async () => {
    const { inputs } = await open(
      {
        system_save: () =>
          fail("system.changed_meanwhile", {
            facts: { system: { kind: "text", value: system.id } },
            actions: ["try_again"],
          }),
      },
      system.id,
    );
    await at("#system-facts");
    await click("#primary");
    await click("#primary");
    await at('#problem[data-code="system.changed_meanwhile"]');
    const before = inputs("system_open").length;
    await click("#action-try_again");
    await expect.poll(() => inputs("system_open").length).toBe(before + 1);
  });

  test("tells what was done to it when its log is opened", async () => {
    const { inputs } = await open({}, system.id);
    await at("#system-facts");
    expect(inputs("system_changes")).toEqual([]);
    await unfold("#change-log");
    await at('#change-log [data-kind="rights"]');
    expect(words("#change-log")).toContain("Ukjent tid");
    await accessibleInAll();
  });

  test("is deleted when its id is typed, and not before", async () => {
    const { inputs } = await open({}, system.id);
    await at("#system-facts");
    await unfold("#delete-system");
    await fill("#delete-system-typed", "kasse");
    await click("#delete-system-confirm");
    expect(inputs("system_delete")).toEqual([]);
    await fill("#delete-system-typed", system.id);
    await click("#delete-system-confirm");
    await at("#deleted");
    expect(inputs("system_delete")).toEqual([{ id: system.id, typed: system.id }]);
    expect(isThere(`[data-system="${system.id}"]`)).toBe(false);
  });

  test("that is deleted can be read and nothing else", async () => {
    const gone = { ...system, deleted: true };
    await open({ system_open: () => gone }, system.id);
    await at("#gone");
    expect(isThere("#primary") || isThere("#delete-system")).toBe(false);
  });
});
