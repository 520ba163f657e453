import { describe, expect, test } from "vitest";

import type { LegacyCall } from "../../ipc/generated/LegacyCall";
import type { LegacyView } from "../../ipc/generated/LegacyView";
import { fail, type Script, scripted } from "../../ipc/hosts/scripted";
import { i18n } from "../../locales/i18n";
import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { legacy, letter, messages, oldAltinn } from "../../testing/legacy";
import { show } from "../../testing/show";
import { profile } from "../../testing/views";
import { LegacyPage } from "./LegacyPage";

async function open(start: Partial<LegacyView> = {}, script: Script = {}) {
  const went: string[] = [];
  const host = scripted({ ...legacy({ ...oldAltinn, ...start }), ...script });
  await show(<LegacyPage profile={profile} go={(place) => went.push(place)} />, host);
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}

async function logIn(password: string) {
  await fill("#legacy-user", "aase");
  await fill("#legacy-password", password);
  await fill("#legacy-api-key", "4C6F7641");
  await click("#legacy-log-in");
}

describe("older set-ups", () => {
  test("a paste is looked through, told in words, and gone from the field", async () => {
    const { inputs, went } = await open();
    const pasted = "POST https://www.altinn.no/api/my/messages\nApiKey: 12345678";
    await fill("#legacy-pasted", pasted);
    await click("#legacy-look");
    await at("#old-rest_host");
    expect(inputs("legacy_detect")).toEqual([{ text: pasted }]);
    await expect.element(await at("#legacy-pasted")).toHaveValue("");
    expect(words("#old-rest_host")).toContain("platform.altinn.no");
    expect(words("#old-rest_host")).toContain("19. juni 2026");
    expect(words("#old-messages")).toContain("Dialogporten");
    expect(words("#old-acr_level4")).toContain("3 (2 ganger i alt)");
    expect(isThere("#legacy-secret")).toBe(true);
    expect(document.body.textContent).not.toContain("12345678");
    await accessibleInAll();
    await click("#legacy-to-start");
    expect(went).toEqual(["start"]);
  });

  test("nothing old is said to be nothing", async () => {
    await open();
    await fill("#legacy-pasted", "https://platform.example.no");
    await click("#legacy-look");
    await expect.poll(() => words("#legacy-told")).toContain("Ingenting");
  });

  test("each part has its successor, in each language", async () => {
    await open();
    await unfold("#legacy-replaced");
    for (const language of ["nn", "en", "nb"]) {
      await i18n.changeLanguage(language);
      await expect.poll(() => words("#legacy-replaced")).toContain("Dialogporten");
      expect(words("#legacy-replaced")).not.toMatch(/part\.|successor\.|\{\{/);
    }
  });

  test("a password is sent once and emptied; a wrong one is explained; whoever is in can read and leave", async () => {
    const { inputs } = await open();
    await at("#legacy-login");
    await logIn("feil");
    await at('[data-code="legacy.login_refused"]');
    await expect.element(await at("#legacy-password")).toHaveValue("");
    await expect.element(await at("#legacy-api-key")).toHaveValue("");
    await accessibleInAll();
    await logIn("boller2026");
    await at("#legacy-session");
    expect(isThere("#legacy-login")).toBe(false);
    expect(inputs("legacy_log_in")).toHaveLength(2);
    await click("#legacy-call");
    await at('#legacy-listing[data-resource="messages"]');
    expect(words("#legacy-listing")).toContain("Mva-melding");
    await accessibleInAll();
    await click("#legacy-listing tbody button");
    await at('#legacy-listing[data-resource="message"]');
    expect(inputs("legacy_call").at(-1)).toMatchObject({
      resource: "message",
      link: "https://127.0.0.1:4006/api/my/messages/a100",
    });
    await at("#legacy-message");
    expect(words("#legacy-message-text")).toContain("<b>Les</b> vedlegget");
    expect(document.querySelector("#legacy-message-text b")).toBeNull();
    expect(words("#legacy-attachments")).toContain("Skattemelding.pdf (17 kB)");
    expect(words("#legacy-message")).toContain("28. mai 2026");
    expect(document.activeElement?.textContent).toBe("Skattemelding");
    for (const [language, status] of [
      ["nn", "Ulesen"],
      ["en", "Unread"],
      ["nb", "Ulest"],
    ] as const) {
      await i18n.changeLanguage(language);
      await expect.poll(() => words("#legacy-message")).toContain(status);
      expect(words("#legacy-message")).not.toMatch(/message\.|attachment\./);
    }
    await accessibleInAll();
    // Back to the list as it was, nothing asked again, and to where one was in it.
    await click("#legacy-back");
    await at('#legacy-listing[data-resource="messages"]');
    expect(inputs("legacy_call")).toHaveLength(2);
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Åpne a100");
    await click("#legacy-log-out");
    await at("#legacy-login");
  });

  test("a list of one can be opened too", async () => {
    const lone = { ...messages, rows: messages.rows.slice(0, 1) };
    const script = {
      legacy_call: ({ link }: LegacyCall) => ({ ...lone, message: link === null ? null : letter }),
    };
    await open({ session: "password" }, script);
    await click("#legacy-call");
    await at("#legacy-listing");
    await click("#legacy-listing button");
    await at("#legacy-message");
  });

  test("each login is offered what it opens, and told what it lacks", async () => {
    const offered = () =>
      [...document.querySelectorAll("#legacy-resource option")].map((one) => one.textContent);
    await open();
    await at("#legacy-opens");
    expect(offered()).toEqual(["Tjenester"]);
    expect(words("#legacy-opens")).toContain("Uten innlogging");
    await click("#legacy-by-certificate");
    await click("#legacy-log-in");
    await at("#legacy-session");
    expect(offered()).toEqual(["Virksomheter du kan representere", "Tjenester"]);
    expect(words("#legacy-opens")).toContain("logg inn som virksomhetsbruker eller person");
    await accessibleInAll();
    await click("#legacy-log-out");
    await click("#legacy-by-password");
    await logIn("boller2026");
    await at("#legacy-session");
    expect(offered()).toEqual(["Meldinger", "Én melding", "Hvem du kan representere", "Tjenester"]);
  });

  test("the rungs are told one by one, and the one that broke is explained", async () => {
    await open({ session: "enterprise_user" });
    await click("#legacy-climb");
    await at('#rung-legacy_reportees[data-outcome="failed"] [data-code="legacy.no_roles"]');
    expect(isThere('#rung-legacy_messages[data-outcome="skipped"]')).toBe(true);
    await accessibleInAll();
  });

  test("a way in that the profile has nothing for cannot be chosen, and says what is missing", async () => {
    await open({ has_certificate: false });
    await expect.element(await at("#legacy-by-certificate")).toBeDisabled();
    await expect.element(await at("#legacy-by-maskinporten")).toBeDisabled();
    expect(words("#legacy-login")).toContain("Importer et virksomhetssertifikat først.");
    expect(isThere("#legacy-export")).toBe(false);
  });

  test("where it has closed, it says so first, and a failure names what came instead", async () => {
    const facts = {
      old_part: { kind: "text" as const, value: "metadata" },
      successor: { kind: "text" as const, value: "metadata" },
    };
    const closed = () => fail("legacy.closed", { turn: "service", facts });
    await open({ closed: true, users: [], keys: [] }, { legacy_call: closed });
    await at("#legacy-closed");
    await click("#legacy-call");
    const card = '[data-code="legacy.closed"]';
    await at(card);
    for (const [language, part, successor] of [
      ["nn", "lista over tenester", "ressursregisteret"],
      ["en", "the list of services", "the resource registry"],
      ["nb", "listen over tjenester", "ressursregisteret"],
    ] as const) {
      await i18n.changeLanguage(language);
      await expect.poll(() => words(card)).toContain(part);
      expect(words(card)).toContain(successor);
    }
    await accessibleInAll();
  });

  test("the certificate file is saved without its key, with the word that the portal's function is closed", async () => {
    const { inputs } = await open();
    await at("#legacy-export");
    await unfold("#legacy-export");
    await click("#legacy-save-cer");
    await expect.poll(() => words("#legacy-export")).toContain("bakeriet.cer");
    expect(inputs("certificate_save")).toEqual([{ pem: false, examined: null }]);
    expect(words("#legacy-export")).toContain("lagt ned");
  });
});
