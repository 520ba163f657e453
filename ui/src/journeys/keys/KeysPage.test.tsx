import { describe, expect, test } from "vitest";

import { fail, type Script, scripted } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import { busyCalendar, keyEntry } from "../../testing/calendar";
import { CLIENT, clientView, keysView, newKey, renewalView } from "../../testing/keys";
import { accessibleInAll } from "../../testing/languages";
import { Live } from "../../testing/live";
import { show } from "../../testing/show";
import { appView, registeredKey } from "../../testing/views";
import { KeysPage } from "./KeysPage";

async function open(script: Script = {}) {
  const host = scripted({
    key_list: () => keysView,
    renewal_list: () => ({ clients: [], renewals: [], api: false }),
    calendar_open: () => ({ ...busyCalendar, entries: [{ ...keyEntry, days_left: 3, urgency: "week" }] }),
    vault_open: () => ({ place: "keychain", lock_after_minutes: null, keys: 3, set_aside: [] }),
    key_choose: () => newKey,
    key_rename: ({ key, name }) => ({
      ...keysView,
      keys: keysView.keys.map((one) => (one.id === key ? { ...one, name } : one)),
    }),
    key_save: ({ form }) => ({ saved: `nøkkel.${form}` }),
    key_back_up: () => ({ saved: "nøkkel.p8" }),
    key_forget: () => appView(),
    ...script,
  });
  const went: string[] = [];
  const app = appView();
  const start = { ...app, setup: { ...app.setup, key: registeredKey } };
  await show(
    <Live
      step={KeysPage}
      start={start}
      onGo={(place, about) => went.push(about === undefined ? place : `${place} ${about}`)}
    />,
    host,
  );
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}

describe("the list", () => {
  test("tells of each key where it stands and what is special about it", async () => {
    const { went } = await open();
    await at('[data-key="k1"]');
    await expect.poll(() => words('[data-key="k1"]')).toContain("Utløper snart");
    expect(words('[data-key="k1"]')).toContain("I veiviseren");
    expect(words('[data-key="k1"]')).toContain("Fjordly Regnskap");
    expect(words('[data-key="k2"]')).toContain("Ikke registrert noe sted");
    expect(words('[data-key="k3"]')).toContain("Bare offentlig halvdel");
    await unfold("#key-history");
    expect(words("#key-history")).toContain("Faktura ble registrert");
    await accessibleInAll();
    await click("#primary");
    expect(went).toEqual(["key new"]);
  });

  test("without keys says what a key is", async () => {
    await open({ key_list: () => ({ keys: [], chosen: null, history: [] }) });
    await at("#no-keys");
    await accessibleInAll();
  });

  test("that cannot be read says why and tries again", async () => {
    let tries = 0;
    await open({
      key_list: () => (++tries === 1 ? fail("key.vault_busy", { actions: ["try_again"] }) : keysView),
    });
    await click("#action-try_again");
    await at('[data-key="k1"]');
  });
});

describe("one key", () => {
  const openKey = async (id: string, script: Script = {}) => {
    const opened = await open(script);
    await click(`#open-key-${id}`);
    await at("#page-key");
    return opened;
  };

  test("takes the focus to its heading, is renamed, and is chosen for the wizard", async () => {
    const { inputs, went } = await openKey("k2");
    await expect.poll(() => document.activeElement?.id).toBe("page-key");
    await accessibleInAll();
    await fill("#key-name", "Lønn");
    await click("#rename");
    await expect.poll(() => words("#page-key")).toContain("Lønn");
    await click("#primary");
    await expect.poll(() => inputs("key_choose")).toEqual([{ key: "k2" }]);
    await expect.poll(() => inputs("key_list").length).toBe(2);
    expect(inputs("key_rename")).toEqual([{ key: "k2", name: "Lønn" }]);
    expect(went).toEqual([]);
  });

  test("saves each form of its public half", async () => {
    const { inputs } = await openKey("k3");
    await unfold("#public-half");
    for (const form of ["jwk", "jwks", "pem", "cer"]) {
      await click(`#save-${form}`);
      await expect.poll(() => words("#saved")).toContain(`nøkkel.${form}`);
    }
    expect(inputs("key_save").length).toBe(4);
    expect(isThere("#back-up")).toBe(false);
  });

  test("is renewed where it is in use", async () => {
    const { went } = await openKey("k1");
    await click(`#renew-${CLIENT}`);
    expect(went).toEqual([`renewal ${CLIENT}`]);
  });

  test("that is being renewed says so, and goes on from there", async () => {
    const underWay = () => ({ clients: [clientView], renewals: [renewalView()], api: false });
    const { went } = await open({ renewal_list: underWay });
    await expect.poll(() => words('[data-key="k1"]')).toContain("Fornyelse i gang");
    expect(words('[data-key="k2"]')).toContain("Fornyelse i gang");
    expect(words('[data-key="k3"]')).not.toContain("Fornyelse i gang");
    await accessibleInAll();
    await click("#go-on-k1");
    await click("#open-key-k1");
    await at("#page-key");
    await expect.poll(() => words(`#renew-${CLIENT}`)).toBe("Fortsett fornyelsen");
    await accessibleInAll();
    await click(`#renew-${CLIENT}`);
    expect(went).toEqual([`renewal ${CLIENT}`, `renewal ${CLIENT}`]);
  });

  test("is backed up with a password twice, the vault's own, and its name", async () => {
    const { inputs } = await openKey("k1", {
      vault_open: () => ({ place: "password", lock_after_minutes: 15, keys: 3, set_aside: [] }),
    });
    await unfold("#back-up");
    await at("#vault-password");
    await accessibleInAll();
    await click("#back-up-key");
    await expect.element(await at("#copy-password")).toHaveFocus();
    await fill("#copy-password", "en trygg setning");
    await fill("#copy-again", "en annen");
    await click("#back-up-key");
    await expect.element(await at("#copy-again")).toHaveFocus();
    await fill("#copy-again", "en trygg setning");
    await click("#back-up-key");
    await expect.element(await at("#vault-password")).toHaveFocus();
    await fill("#vault-password", "hvelvet");
    await click("#back-up-key");
    await expect.element(await at("#copy-typed")).toHaveFocus();
    expect(inputs("key_back_up")).toEqual([]);
    await fill("#copy-typed", "Faktura");
    await click("#back-up-key");
    await expect.poll(() => words("#backed-up")).toContain("nøkkel.p8");
    expect(inputs("key_back_up")).toEqual([
      { key: "k1", password: "en trygg setning", vault_password: "hvelvet", typed: "Faktura" },
    ]);
    for (const field of ["#copy-password", "#copy-again", "#vault-password"]) {
      await expect.element(await at(field)).toHaveValue("");
    }
  });

  test("is not asked for a password that the vault does not have", async () => {
    const { inputs } = await openKey("k1");
    await unfold("#back-up");
    expect(isThere("#vault-password")).toBe(false);
    await fill("#copy-password", "en trygg setning");
    await fill("#copy-again", "en trygg setning");
    await fill("#copy-typed", "Faktura");
    await click("#back-up-key");
    await at("#backed-up");
    expect(inputs("key_back_up")).toEqual([
      { key: "k1", password: "en trygg setning", vault_password: null, typed: "Faktura" },
    ]);
  });

  test("is forgotten by its name, after saying who loses access", async () => {
    const { inputs } = await openKey("k1");
    await unfold("#forget");
    expect(words("#loses-access")).toContain("Fjordly Regnskap");
    await fill("#forget-typed", "faktura");
    await click("#forget-confirm");
    await expect.element(await at("#forget-typed")).toHaveFocus();
    await accessibleInAll();
    expect(inputs("key_forget")).toEqual([]);
    await fill("#forget-typed", "Faktura");
    await click("#forget-confirm");
    await at("#page-keys");
    expect(inputs("key_forget")).toEqual([{ key: "k1", typed: "Faktura" }]);
  });

  test("that is not forgotten stays, with the reason", async () => {
    await openKey("k2", { key_forget: () => fail("key.vault_read_only") });
    await unfold("#forget");
    expect(isThere("#loses-access")).toBe(false);
    await fill("#forget-typed", newKey.kid);
    await click("#forget-confirm");
    await at('#problem[data-code="key.vault_read_only"]');
  });
});
