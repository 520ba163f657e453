import { describe, expect, test } from "vitest";

import { scripted } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, words } from "../../testing/at";
import { entries, recognise } from "../../testing/dictionary";
import { accessibleInAll } from "../../testing/languages";
import { show } from "../../testing/show";
import { DictionaryPage } from "./DictionaryPage";

async function open(about: string | null = null) {
  const went: string[] = [];
  const host = scripted({
    dictionary_open: () => ({ entries }),
    dictionary_recognise: ({ text }) => recognise(text),
  });
  await show(<DictionaryPage about={about} go={(place) => went.push(place)} />, host);
  return { went };
}

describe("the dictionary", () => {
  test("is leafed through by what the failures are about; lines of the dry run are none", async () => {
    await open();
    await click("#noun-maskinporten u-summary, #noun-maskinporten summary");
    await at('[data-code="maskinporten.clock"]');
    expect(isThere('[data-code="maskinporten.check_clock"]')).toBe(false);
    expect(words("#noun-maskinporten")).not.toContain("{{");
    await accessibleInAll();
  });

  test("a code that was pasted comes first, opened, with what it was known by and a trace id to copy", async () => {
    await open();
    await fill("#dictionary-query", "MP-121 (trace_id: 4bf92f3577b34da6a3ce929d0e0e4736)");
    const found = '[data-code="maskinporten.key_expired"]';
    await expect.poll(() => isThere(`${found}[open], ${found} [open], ${found}`)).toBe(true);
    expect(words(found)).toContain("MP-121");
    expect(words(found)).toContain("2025");
    await at("#copy-trace-id");
    await accessibleInAll();
  });

  test("words are looked for in names, titles and explanations", async () => {
    await open();
    await fill("#dictionary-query", "expired");
    await at('[data-code="maskinporten.key_expired"]');
    expect(isThere('[data-code="network.unreachable"]')).toBe(false);
  });

  test("what is nowhere is said, with names that are written alike", async () => {
    await open();
    await fill("#dictionary-query", "expierd");
    await click('[role="group"] button');
    await expect.element(await at("#dictionary-query")).toHaveValue("Expired key");
  });

  test("a token does not stay in the field; the way goes to the token reader", async () => {
    const { went } = await open();
    await fill("#dictionary-query", "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.AAAA");
    await expect.element(await at("#dictionary-query")).toHaveValue("");
    await at("#dictionary-secret");
    await click("#to-token-reader");
    expect(went).toEqual(["token_reader"]);
  });

  test("opens about a code", async () => {
    await open("maskinporten.clock");
    await at('[data-code="maskinporten.clock"]');
  });
});
