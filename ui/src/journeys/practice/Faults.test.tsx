import { expect, test } from "vitest";

import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { open, town } from "../../testing/practicePage";
import { everyFault } from "../../testing/town";
import { practice } from "../../testing/views";

const whole = { ...practice, faults: everyFault };
const shown = () => document.querySelectorAll('[id^="concern-"][open] [id^="fault-"]').length;

test("a fault is switched on and off, in its list and where those that are on are named", async () => {
  const host = town();
  await open(host);
  await unfold("#concern-idporten");
  await expect.element(await at("#fault-login-cancelled")).toBeChecked();
  await unfold("#concern-maskinporten");
  await click("#fault-wrong-aud");
  await expect.element(await at("#fault-wrong-aud")).toBeChecked();
  expect(words("#faults-on")).toContain("Feil mottaker (aud)");
  expect(words("#concern-maskinporten summary, #concern-maskinporten u-summary")).toBe(
    "Maskinporten (1, 1 på)",
  );
  await click("#fault-wrong-aud");
  await expect.element(await at("#fault-wrong-aud")).not.toBeChecked();
  await click("#off-login-cancelled");
  await expect.poll(() => isThere("#none-on")).toBe(true);
  expect(document.activeElement?.id).toBe("faults");
  const set = host.calls.filter(({ name }) => name === "practice_fault").map(({ input }) => input);
  expect(set).toEqual([
    { name: "wrong-aud", on: true },
    { name: "wrong-aud", on: false },
    { name: "login-cancelled", on: false },
  ]);
});

test("the whole list is folded by concern with its counts, and readable in all languages", async () => {
  await open(town({ practice_open: () => whole }));
  const maskinporten = everyFault.filter(({ concern }) => concern === "maskinporten").length;
  await at("#concern-all");
  expect(words("#concern-maskinporten summary, #concern-maskinporten u-summary")).toBe(
    `Maskinporten (${maskinporten})`,
  );
  expect(shown()).toBe(0);
  for (const fault of everyFault) expect(isThere(`#fault-${fault.name}`), fault.name).toBe(true);
  await unfold("#concern-maskinporten");
  await accessibleInAll();
});

test.each([
  ["MP-303", ["no-system-user"]],
  ["mp-303 altinn", ["no-system-user"]],
  ["kunde oppgitt", ["own-consumer", "not-delegated"]],
  ["429", ["too-many-requests-429", "altinn-429"]],
])("a search for «%s» opens what it finds", async (query, found) => {
  await open(town({ practice_open: () => whole }));
  await fill("#fault-search", query);
  await expect.poll(() => shown()).toBe(found.length);
  for (const name of found) expect(isThere(`[open] #fault-${name}`), name).toBe(true);
  await fill("#fault-search", " ");
  await expect.poll(() => shown()).toBe(0);
  expect(document.querySelectorAll('[id^="fault-"][role="switch"]').length).toBe(everyFault.length);
});

test("a search without an answer says so", async () => {
  await open(town({ practice_open: () => whole }));
  await fill("#fault-search", "trollmann");
  await expect.poll(() => words("#faults-found")).toContain("Ingen feil passer");
  await accessibleInAll();
});

test.each([
  ["sertifikat", ["key-required", "x5c-unreadable"]],
  ["kunde", ["own-consumer", "not-delegated"]],
  ["systembruker", ["details-type", "details-fields", "no-system-user"]],
])("what strikes only orders with %s says so", async (word, names) => {
  await open(town({ practice_open: () => whole }));
  await at("#concern-maskinporten");
  for (const name of names) {
    const told = words(`[data-fault="${name}"]`);
    expect(told, name).toContain("Slår til når du");
    expect(told, name).toContain(word);
  }
});
