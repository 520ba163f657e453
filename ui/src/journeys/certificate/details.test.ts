import { expect, test } from "vitest";

import { i18n } from "../../locales/i18n";
import { certificate } from "../../testing/views";
import { detailFacts } from "./details";
import { policyName } from "./policies";

test.each([
  ["2.16.578.1.26.1.3.2", "buypass_file"],
  ["2.16.578.1.26.1.3.20", null],
  ["2.16.578.1.29.13.210.1.2", "commfides_authentication"],
  ["2.16.578.1.29.913.200.1.0", "commfides_test_signing"],
  ["2.16.578.1.29.13.320.1.0", "commfides_lcp"],
  ["2.16.578.1.29.13.21", null],
  ["0.4.0.2042.1.3", "lcp"],
  ["1.2.3", null],
])("policy %s means %s", (oid, name) => {
  expect(policyName(oid)).toBe(name);
});

const lines = (now: string) => {
  const facts = detailFacts({ ...certificate, encoding: "" }, i18n.t.bind(i18n), "nb", new Date(now));
  return new Map(facts.map(({ name, value }) => [name, value]));
};

test("days are counted whole, before and after", () => {
  expect(lines("2029-01-11T22:00:00Z").get("Tid igjen")).toBe("1 dag");
  expect(lines("2029-01-12T23:00:00Z").get("Tid igjen")).toBe("Utløp for 1 dag siden");
  expect(lines("2029-01-20T23:00:00Z").get("Tid igjen")).toBe("Utløp for 9 dager siden");
});

test("what nobody knows has no line", () => {
  expect(lines("2026-11-21T12:00:00Z").has("Kryptering i filen")).toBe(false);
  expect(lines("2026-11-21T12:00:00Z").has("Andre navn")).toBe(false);
});
