import { describe, expect, test } from "vitest";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, isThere, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { finding, READINGS, readingView } from "../../testing/tokenReader";
import { open, paste, PASTED } from "../../testing/tokenReaderPage";

describe("the signature", () => {
  test.each([
    ["good", "verified", "good"],
    ["blocking", "broken", "blocking"],
    ["warning", "unknown_key", "warning"],
    ["note", "other_issuer", "note"],
    ["note", "of_client", "note"],
    ["note", "not_checked", "note"],
  ] as const)("weighs %s when %s", async (severity, name, verdict) => {
    const kid = { kind: "text", value: "practice-2026" } as const;
    const { inputs } = await open({
      token_signature: () => ({
        finding: finding(severity, `token.signature_${name}`, { kid, issuer: kid }),
        problem: null,
      }),
    });
    await paste(PASTED);
    await click("#check-signature");
    await at(`[data-signature="token.signature_${name}"]`);
    expect(inputs("token_signature")).toEqual([{ reading: "r1" }]);
    expect(isThere(`#token-verdict[data-verdict="${verdict}"]`)).toBe(true);
    expect(words("#token-fine").includes("utstederen har signert")).toBe(severity === "good");
    await accessibleInAll();
  });

  test("that nobody could check says why, and can be tried again", async () => {
    const down = fail("maskinporten.unreachable", { turn: "network", actions: ["try_again"] }).problem;
    const { inputs } = await open({
      token_signature: () => ({ finding: finding("note", "token.signature_not_checked"), problem: down }),
    });
    await paste(PASTED);
    await click("#check-signature");
    await at('#problem[data-code="maskinporten.unreachable"]');
    await click("#action-try_again");
    await expect.poll(() => inputs("token_signature").length).toBe(2);
  });

  test("of a token that is no longer held says so", async () => {
    await open({ token_signature: () => fail("app.token_gone") });
    await paste(PASTED);
    await click("#check-signature");
    await at('#problem[data-code="app.token_gone"]');
  });

  test("of another token is not said of this one", async () => {
    const readings = [readingView(), { ...READINGS.supplier, reading: "r2" }];
    await open({ token_read: () => readings.shift() ?? readingView() });
    await paste(PASTED);
    await click("#check-signature");
    await at("#signature-verdict");
    await paste(PASTED);
    await at('#who [data-role="supplier"]');
    expect(isThere("#signature-verdict")).toBe(false);
  });
});
