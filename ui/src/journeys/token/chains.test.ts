import { describe, expect, test } from "vitest";

import type { TokenReadingView } from "../../ipc/generated/TokenReadingView";
import { party, READINGS, readingView } from "../../testing/tokenReader";
import { chains, meaning } from "./chains";

/** `client owned_by supplier on_behalf_of consumer`. */
const drawn = (reading: Pick<TokenReadingView, "token" | "parties">) =>
  chains(reading).map((boxes) =>
    boxes.flatMap(({ arrow, title }) => (arrow === null ? [title] : [arrow, title])).join(" "),
  );

describe("the picture", () => {
  test.each<[string, Pick<TokenReadingView, "token" | "parties">, string[], string | null]>([
    ["alone", readingView(), ["client owned_by consumer"], "alone"],
    ["supplier", READINGS.supplier, ["client owned_by supplier on_behalf_of consumer"], "supplier"],
    [
      "system user",
      READINGS.systemUser,
      ["client owned_by vendor system_user system_user_owner"],
      "system_user",
    ],
    ["grant", READINGS.grant, ["client asks_for consumer"], null],
    ["who logged in", READINGS.login, ["person logged_in client"], null],
    ["login", { ...READINGS.login, token: "idporten" }, ["person logged_in client"], "person"],
    [
      "consent",
      READINGS.consent,
      ["client owned_by consumer", "consent_from consented consent_to"],
      "consent",
    ],
    [
      "about a person",
      { token: "maskinporten", parties: [party("person", "148190*****"), party("consumer", "310204577")] },
      ["consumer about person"],
      "alone",
    ],
    [
      "grant for a system user",
      { token: "grant", parties: [party("client", "c"), party("system_user_owner", "310204585")] },
      ["client system_user system_user_owner"],
      "system_user",
    ],
    ["nobody", { token: "other", parties: [] }, [], null],
  ])("of %s", (_, reading, expected, means) => {
    expect(drawn(reading)).toEqual(expected);
    expect(meaning(reading)).toBe(means);
  });

  test("has one box for several of the same role", () => {
    const parties = [party("system_user_owner", "310204577"), party("system_user_owner", "310204585")];
    expect(chains({ token: "maskinporten", parties })[0]?.[0]?.parties).toEqual(parties);
  });
});
