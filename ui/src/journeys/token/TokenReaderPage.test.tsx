import { describe, expect, test } from "vitest";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { fromNow, tokenView } from "../../testing/results";
import { READINGS, readingView } from "../../testing/tokenReader";
import { open, paste, PASTED } from "../../testing/tokenReaderPage";

describe("a pasted token", () => {
  test("leaves the field at once, and is nowhere on the page", async () => {
    let answer: (reading: ReturnType<typeof readingView>) => void = () => undefined;
    const { inputs } = await open({ token_read: () => new Promise((done) => (answer = done)) });
    await fill("#pasted-token", PASTED);
    expect(isThere('#pasted-token[autocomplete="off"][spellcheck="false"]')).toBe(true);
    await click("#read");
    await expect.element(await at("#pasted-token")).toHaveValue("");
    answer(readingView());
    await at("#token-reading");
    expect(inputs("token_read")).toEqual([{ text: PASTED, token: null }]);
    expect(document.documentElement.outerHTML).not.toContain("eyJ");
  });

  test("is told in words: what, by whom, for whom, for what, until when", async () => {
    await open();
    await paste(PASTED);
    await at("#token-verdict");
    const said = words("#token-verdict");
    expect(said).toContain("Et tilgangstoken fra Maskinporten");
    expect(said).toContain("Maskinporten, Øvelse");
    expect(said).toContain("310 204 577");
    expect(said).toContain("Alle API-er som godtar disse scopene");
    expect(said).toContain("9 min 12 s igjen");
    // Whether it is genuine is not known yet.
    expect(isThere('#token-verdict[data-verdict="note"]')).toBe(true);
    await unfold("#token-header");
    await accessibleInAll();
  });

  test("has every claim with its name, its value and what it means", async () => {
    await open();
    await paste(PASTED);
    await at("#claims");
    const claim = (name: string) => words(`#claims [data-claim="${name}"]`);
    expect(claim("client_amr")).toContain("Klienten beviste seg med");
    expect(claim("client_amr")).toContain("private_key_jwt");
    expect(claim("consumer")).toContain("0192:310204577");
    expect(claim("amr")).toContain("TestID");
    expect(claim("urn:altinn:strange")).toBe("urn:altinn:strangeJaIngen kjent betydning");
    expect(claim("pid")).toContain("Vises ikke");
    expect(claim("x5c")).toContain("3 sertifikater");
    expect(claim("crit")).toContain("Tomt");
    expect(claim("sid")).toContain("Tomt");
    expect(words("#header-claims")).toContain("RS256");
  });
});

describe("the kinds", () => {
  test.each(Object.keys(READINGS))("%s is readable in all languages and both schemes", async (name) => {
    await open();
    await paste(name);
    await at("#token-reading");
    await accessibleInAll();
  });

  test("a supplier acts on behalf of an organisation, and the own one is marked", async () => {
    await open();
    await paste("supplier");
    await at("#who");
    expect(words('#who [data-role="supplier"]')).toContain("eies avLeverandør310 204 577Det er dere");
    expect(words('#who [data-role="consumer"]')).toContain("på vegne av");
    expect(words('#who [data-role="consumer"]')).toContain("https://tt02.altinn.no/");
    expect(words('#who [data-role="consumer"]')).not.toContain("Det er dere");
  });

  test("a system user has its owner, its system and whom the calls are about", async () => {
    await open();
    await paste("systemUser");
    await at("#who");
    expect(words("#who")).toContain("handler som systembruker, eid av");
    expect(words("#who")).toContain("ikke systemleverandøren");
    expect(words('[data-detail="system_user"]')).toContain("310204577_system-1");
    expect(words("#token-verdict")).toContain("310 204 585");
  });

  test("a consent says from whom, to whom, for what, until when", async () => {
    await open();
    await paste("consent");
    await at('[data-detail="consent"]');
    const said = words('[data-detail="consent"]');
    for (const part of ["148675*****", "310 204 577", "1. januar 2027", "read: income"])
      expect(said).toContain(part);
    expect(words('[data-detail="other"]')).toContain("urn:example:else");
  });

  test("a grant is by the client, for a service", async () => {
    await open();
    await paste("grant");
    await at('#token-verdict[data-verdict="warning"]');
    expect(words("#token-verdict")).toContain("Klienten selv");
    expect(words("#token-verdict")).toContain("Maskinporten, Øvelse");
    expect(words("#lifetime")).toContain("1 t 0 min");
  });

  test("another environment is told before anything else", async () => {
    await open();
    await paste("login");
    await at('#token-verdict[data-verdict="blocking"]');
    expect(words('[data-code="token.other_environment"]')).toContain(
      "Det er fra Test, og du arbeider i Øvelse",
    );
    expect(isThere("#token-fine")).toBe(false);
  });

  test("an expired one says since when, by whose clock; the same finding may stand twice", async () => {
    await open();
    await paste("expired");
    await at("#token-clock");
    expect(words("#lifetime")).toContain("3 døgn 4 t siden");
    expect(words("#token-clock")).toContain("301 sekunder etter tjenestene");
    expect(document.querySelectorAll('[data-code="token.impossible_number"]').length).toBe(2);
    expect(words("#who")).toContain("eldre form (9908)");
  });
});

describe("the token in memory", () => {
  const setup = { maskinporten: tokenView({ token: "t7", expires_at: fromNow(300) }) };

  test("is read when it is asked for", async () => {
    const { inputs } = await open({}, { setup });
    await at("#read-held");
    expect(inputs("token_read")).toEqual([]);
    await click("#read-held");
    await at("#token-reading");
    expect(inputs("token_read")).toEqual([{ text: null, token: "t7" }]);
  });

  test("is read at once when the page is opened about it", async () => {
    const { inputs } = await open({}, { setup, about: "token:t7" });
    await at("#token-reading");
    expect(inputs("token_read")).toEqual([{ text: null, token: "t7" }]);
  });

  test("is not offered when there is none", async () => {
    await open({}, { setup: { maskinporten: tokenView({ token: null }) } });
    await at("#read");
    expect(isThere("#read-held")).toBe(false);
    await accessibleInAll();
  });
});

describe("what cannot be read", () => {
  test.each(["token.empty", "token.private_key", "token.opaque", "token.cut_off"])(
    "%s says why",
    async (code) => {
      await open({ token_read: () => fail(code) });
      await paste("x");
      await at(`#problem[data-code="${code}"]`);
      expect(isThere("#token-reading")).toBe(false);
      expect(isThere("#look-up")).toBe(false);
      await accessibleInAll();
    },
  );

  test("a refusal leads to what it means", async () => {
    const { went } = await open();
    await paste('{"error":"invalid_grant"}');
    await click("#look-up");
    expect(went).toEqual([["dictionary", "invalid_grant"]]);
  });
});
