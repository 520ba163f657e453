import { expect, test } from "vitest";

import type { RequestStanding } from "../../ipc/generated/RequestStanding";
import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { CUSTOMER, proofView, requestView } from "../../testing/requests";
import { open } from "../../testing/systemUserStep";

test("waiting: the link is copied and opened, the message is in the customer's language", async () => {
  const { inputs } = await open({ step: { request: requestView() } });
  await at("#request-waiting");
  expect(words("#request-link")).toContain("DONTCHOOSEREPORTEE=true");
  await click("#open-link");
  expect(inputs("request_open")).toEqual([{ id: requestView().id }]);
  await unfold("#customer-message");
  expect(words("#request-waiting")).toContain("Venter på at HAVGLØTT FISK AS (310 204 585) svarer");
  expect(words("#message-text")).toContain("HAVGLØTT FISK AS (310 204 585)");
  await click("#message-en");
  await expect.poll(() => words("#message-text")).toContain("Open the link, log in with ID-porten");
  expect(words("#message-text")).toContain(requestView().link ?? "–");
  await accessibleInAll();
  await click("#primary");
  await at("#request-approved");
  expect(inputs("request_check")).toEqual([{ id: requestView().id }]);
});

test("a link to somewhere else is not shown", async () => {
  const problem = fail("request.foreign_link", {
    facts: { ours: { kind: "text", value: "a" }, theirs: { kind: "text", value: "b" } },
  }).problem;
  await open({ step: { request: requestView({ link: null, link_problem: problem }) } });
  await at("#problem");
  expect(isThere("#open-link")).toBe(false);
  expect(isThere("#customer-message")).toBe(false);
});

test.each<[RequestStanding, boolean]>([
  ["rejected", true],
  ["denied", true],
  ["timed_out", true],
  ["stale", true],
])("%s: deleted and sent again in one go", async (standing, in_the_way) => {
  const { inputs } = await open({
    step: { request: requestView({ standing, in_the_way }) },
    script: {
      request_create_anew: () => ({ request: requestView({ id: "new" }), is_new: true, difference: null }),
    },
  });
  await at(`#request-${standing}`);
  await accessibleInAll();
  await click("#primary");
  await at("#request-waiting");
  expect(inputs("request_create_anew")).toEqual([{ id: requestView().id }]);
});

test.each<RequestStanding>(["escalated", "gone", "unknown"])("%s is told in words", async (standing) => {
  await open({ step: { request: requestView({ standing }) } });
  await at(`#request-${standing}`);
  await accessibleInAll();
});

test("a name that nobody knows is left out", async () => {
  await open({ step: { request: requestView({ party_name: null }) } });
  await at("#request-waiting");
  expect(words("#request-waiting")).toContain("Venter på at 310 204 585 svarer");
});

test("a system that was deleted is told of, with the way to a new one", async () => {
  const { went, inputs } = await open({ step: { request: requestView({ standing: "no_system" }) } });
  await at("#request-no_system");
  expect(words("#request-no_system")).toContain("Systemet 310204577_kasse er slettet");
  expect(words("#request-no_system")).toContain("Systembrukerne får ikke lenger token");
  expect(words("#request-no_system")).toContain("Nå er det din tur");
  expect(isThere("#prove-do")).toBe(false);
  await accessibleInAll();
  await click("#primary");
  expect(went).toEqual(["systems"]);
  await click("#delete-request");
  await click("#delete-do");
  await at("#ask-party");
  expect(inputs("request_delete")).toEqual([{ id: requestView().id }]);
});

test("a request is deleted when that was asked twice", async () => {
  const { inputs } = await open({ step: { request: requestView() } });
  await click("#delete-request");
  await click("#delete-not");
  await click("#delete-request");
  await click("#delete-do");
  await at("#ask-party");
  expect(inputs("request_delete")).toEqual([{ id: requestView().id }]);
});

test("approved: a token as the system user proves it", async () => {
  const { inputs, went } = await open({ step: { request: requestView({ standing: "approved" }) } });
  await fill("#prove-scopes", "altinn:accessmanagement/authorizedparties");
  await click("#prove-do");
  await at("#proof");
  await accessibleInAll();
  expect(inputs("request_prove")).toEqual([
    {
      system: "310204577_kasse",
      owner: CUSTOMER,
      external_ref: null,
      scopes: "altinn:accessmanagement/authorizedparties",
    },
  ]);
  await click("#primary");
  expect(went).toEqual(["next"]);
});

test("a proof that broke tells which rung, and why", async () => {
  const problem = fail("maskinporten.system_user_requested", { turn: "your_organisation" }).problem;
  const rungs = proofView()
    .rungs.slice(0, 1)
    .map((rung) => ({ ...rung, outcome: "failed" as const, problem }));
  await open({
    step: {
      request: requestView({ standing: "approved" }),
      proof: proofView({ passed: false, system_user: null, rungs }),
    },
  });
  await expect.element(await at("#proof")).toHaveAttribute("data-verdict", "blocking");
  await expect.element(await at("#problem")).toHaveAttribute("data-code", problem.code);
});
