import { describe, expect, test } from "vitest";

import type { KeyView } from "../../ipc/generated/KeyView";
import type { PickedFile } from "../../ipc/generated/PickedFile";
import { fail, type Script, scripted } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, words } from "../../testing/at";
import { busyCalendar, keyEntry } from "../../testing/calendar";
import { CLIENT, maskinportenRoad, practiceRoad } from "../../testing/keys";
import { accessibleInAll } from "../../testing/languages";
import { Live } from "../../testing/live";
import { tokenView } from "../../testing/results";
import { show } from "../../testing/show";
import { appView, certificate, key, registeredKey } from "../../testing/views";
import { NEW_KEY } from "../StepProps";
import { KeysStep } from "./KeysStep";

const FOR_EVER = new Promise<never>(() => undefined);

interface Opened {
  held?: KeyView | null;
  script?: Script;
  about?: string | null;
  dropped?: PickedFile;
}

async function open({ held = null, script = {}, about = null, dropped }: Opened = {}) {
  const host = scripted({
    key_create: () => key,
    key_from_certificate: () => key,
    key_import: () => key,
    key_pick: () => ({ picked: [{ file: "f1", name: "privat.pem", problem: null }] }),
    key_register: ({ client_id, kid }) => ({ ...registeredKey, client_id, kid }),
    key_cancel: () => ({}),
    portal_road: () => practiceRoad,
    calendar_open: () => ({ ...busyCalendar, entries: [] }),
    maskinporten_obtain: ({ client_id }) => tokenView({ client_id, issued_at: "2026-11-21T09:41:00Z" }),
    maskinporten_cancel: () => ({}),
    app_open_page: () => ({}),
    key_save: ({ form }) => ({ saved: `nøkkel.${form}` }),
    ...script,
  });
  const went: string[] = [];
  const app = appView();
  const start = { ...app, setup: { ...app.setup, certificate, key: held } };
  await show(
    <Live
      step={(props) => (
        <KeysStep {...props} dropped={dropped ? { picked: [dropped] } : null} onTaken={() => undefined} />
      )}
      start={start}
      about={about}
      onGo={(place, concerning) => went.push(concerning === undefined ? place : `${place} ${concerning}`)}
    />,
    host,
  );
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}

describe("importing", () => {
  test("says what a key in a file means, takes text, and asks for the password only when it is needed", async () => {
    const tried: (string | null)[] = [];
    const { inputs } = await open({
      script: {
        key_import: ({ password }) => {
          tried.push(password);
          if (password === null) return fail("key.password_needed");
          return password === "fjord " ? key : fail("key.wrong_password");
        },
      },
    });
    await click("#import-key");
    await at("#key-text");
    await accessibleInAll();
    expect(isThere("#password")).toBe(false);
    await fill("#key-text", "-----BEGIN ENCRYPTED PRIVATE KEY-----");
    await click("#primary");
    await expect.element(await at("#password")).toHaveFocus();
    expect(isThere("#problem")).toBe(false);
    await fill("#password", "feil");
    await click("#primary");
    await expect.element(await at("#password")).toHaveAttribute("aria-invalid", "true");
    await expect.element(await at("#password")).toHaveValue("");
    await accessibleInAll();
    await fill("#password", "fjord ");
    await click("#primary");
    await at("#kid");
    expect(tried).toEqual([null, "feil", "fjord "]);
    expect(inputs("key_import")[0]).toEqual({
      file: null,
      text: "-----BEGIN ENCRYPTED PRIVATE KEY-----",
      password: null,
    });
  });

  test("takes a chosen file", async () => {
    const { inputs } = await open();
    await click("#import-key");
    await click("#pick-key");
    await expect.poll(() => words("#picked-key")).toBe("privat.pem");
    await accessibleInAll();
    await click("#primary");
    await at("#kid");
    expect(inputs("key_import")).toEqual([{ file: "f1", text: null, password: null }]);
  });

  test("takes a dropped file", async () => {
    await open({ dropped: { file: "f9", name: "sluppet.pem", problem: null } });
    await expect.poll(() => words("#picked-key")).toBe("sluppet.pem");
    await click("#paste-instead");
    await at("#key-text");
  });

  test("names what is missing and sends nothing", async () => {
    const { inputs } = await open();
    await click("#import-key");
    await click("#primary");
    await expect.element(await at("#key-text")).toHaveFocus();
    expect(inputs("key_import")).toEqual([]);
  });

  test("of a .p12 leads to the certificate step", async () => {
    const { went } = await open({
      script: { key_import: () => fail("key.certificate_file", { actions: ["import_certificate"] }) },
    });
    await click("#import-key");
    await fill("#key-text", "MIIK");
    await click("#primary");
    await at('#problem[data-code="key.certificate_file"]');
    await click("#action-import_certificate");
    expect(went).toEqual(["certificate"]);
  });
});

describe("the portal's road", () => {
  test("in production names the terms, the right and older addresses", async () => {
    await open({ held: key, script: { portal_road: () => maskinportenRoad } });
    await at("#done-right");
    await expect.poll(() => words("#value-field-terms")).toBe(maskinportenRoad.terms);
    expect(words("#content, body")).toContain("minside-samarbeid.digdir.no");
    expect(words("body")).toContain("Selvbetjening av integrasjoner i ID-porten/Maskinporten");
    await accessibleInAll();
  });

  test("in practice asks for neither, and steps tick off", async () => {
    await open({ held: key });
    await at("#done-address");
    expect(isThere("#done-terms")).toBe(false);
    expect(isThere("#done-right")).toBe(false);
    await click("#done-address");
    await expect.poll(() => words("body")).toContain("1 av 8 er gjort");
    expect(isThere("#value-field-address")).toBe(false);
    await click("#done-address");
    await at("#value-field-address");
  });

  test("proposes our key id with JWK and none with PEM", async () => {
    const { inputs } = await open({ held: key });
    await expect.element(await at("#kid")).toHaveValue(key.kid);
    await click("#tab-pem");
    await expect.element(await at("#kid")).toHaveValue("");
    await fill("#client-id", CLIENT);
    await click("#primary");
    await expect.element(await at("#kid")).toHaveFocus();
    await accessibleInAll();
    await fill("#kid", "portalens-egen");
    await click("#primary");
    await at("#key-summary");
    expect(inputs("key_register")).toEqual([
      { client_id: CLIENT, kid: "portalens-egen", kind: "maskinporten" },
    ]);
  });

  test("that cannot be found says why and tries again", async () => {
    let tries = 0;
    await open({
      held: key,
      script: {
        portal_road: () =>
          ++tries === 1 ? fail("environment.no_host", { actions: ["try_again"] }) : practiceRoad,
      },
    });
    await click("#action-try_again");
    await at("#done-address");
  });

  test("a registration that is refused is a problem beside the form", async () => {
    await open({ held: key, script: { key_register: () => fail("key.bad_key_id") } });
    await fill("#client-id", CLIENT);
    await click("#primary");
    await at('#problem[data-code="key.bad_key_id"]');
  });
});

describe("proof", () => {
  test("waits for the key, can be cancelled, and ends in a verdict", async () => {
    let waits = true;
    const { inputs, went } = await open({
      held: registeredKey,
      script: {
        maskinporten_obtain: ({ client_id }, tell) => {
          tell({ tries: 2, seconds: 15 });
          return waits ? FOR_EVER : tokenView({ client_id, issued_at: "2026-11-21T09:41:00Z" });
        },
      },
    });
    await at('#key-summary[data-verdict="note"]');
    await click("#primary");
    await expect.element(await at("#scopes")).toHaveFocus();
    await fill("#scopes", "altinn:instances.read");
    await click("#primary");
    await at("#waiting-for-key");
    await accessibleInAll();
    await click("#cancel");
    expect(inputs("maskinporten_cancel").length).toBe(1);
    waits = false;
    await click("#primary");
    await at('#key-summary[data-verdict="good"]');
    expect(inputs("maskinporten_obtain").at(-1)).toEqual({
      client_id: CLIENT,
      scopes: "altinn:instances.read",
      sign_with: "key",
      wait_for_key: true,
    });
    await accessibleInAll();
    await click("#primary");
    expect(went).toEqual(["next"]);
  });

  test("proposes the scopes that were to be ticked in the portal", async () => {
    const fields = maskinportenRoad.fields.map((field) =>
      field.name === "scopes" ? { ...field, value: "altinn:instances.read\naltinn:broker.read" } : field,
    );
    const { inputs } = await open({
      held: registeredKey,
      script: { portal_road: () => ({ ...maskinportenRoad, fields }) },
    });
    await expect.element(await at("#scopes")).toHaveValue("altinn:instances.read altinn:broker.read");
    await click("#primary");
    await at('#key-summary[data-verdict="good"]');
    expect(inputs("maskinporten_obtain")).toMatchObject([
      { scopes: "altinn:instances.read altinn:broker.read" },
    ]);
  });

  test("that is refused leads back to the registration", async () => {
    await open({
      held: registeredKey,
      script: { maskinporten_obtain: () => fail("maskinporten.key_unknown", { actions: ["register_key"] }) },
    });
    await fill("#scopes", "altinn:instances.read");
    await click("#primary");
    await at('#problem[data-code="maskinporten.key_unknown"]');
    await click("#action-register_key");
    await at("#done-address");
  });

  test.each([
    [-3, "blocking"],
    [6, "warning"],
  ] as const)("with %i days left the way on is to renew", async (days_left, verdict) => {
    const urgency = days_left < 0 ? "over" : "week";
    const { went } = await open({
      held: registeredKey,
      script: {
        calendar_open: () => ({ ...busyCalendar, entries: [{ ...keyEntry, days_left, urgency }] }),
      },
    });
    await at(`#key-summary[data-verdict="${verdict}"]`);
    await accessibleInAll();
    await click("#primary");
    expect(went).toEqual([`renewal ${CLIENT}`]);
  });
});

test("another key is made beside the one that is chosen", async () => {
  const { inputs } = await open({ held: registeredKey, about: NEW_KEY });
  await at("#use-certificate-key");
  await click("#primary");
  await at("#kid");
  expect(inputs("key_create")).toEqual([{ bits: "3072" }]);
});
