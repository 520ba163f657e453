import { describe, expect, test } from "vitest";

import { i18n } from "../../locales/i18n";
import { at, click, fill, unfold, words } from "../../testing/at";
import { CLIENT } from "../../testing/keys";
import { accessibleInAll } from "../../testing/languages";
import { finding, found, resources, system, systems } from "../../testing/systems";
import { open } from "../../testing/systemsPage";

async function fillTexts(name: string, text: string) {
  for (const language of ["nb", "nn", "en"]) await fill(`#${name}-${language}`, `${text} ${language}`);
}

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
    expect(inputs("system_save")).toEqual([
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
