import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";

import type { ChooseRoad } from "../../ipc/generated/ChooseRoad";
import type { RequestStanding } from "../../ipc/generated/RequestStanding";
import type { SystemUserStepView } from "../../ipc/generated/SystemUserStepView";
import { fail, type Script, scripted } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { Live } from "../../testing/live";
import { CUSTOMER, proofView, requestsScript, requestView } from "../../testing/requests";
import { tokenView } from "../../testing/results";
import { show } from "../../testing/show";
import { appView, road } from "../../testing/views";
import { SystemUserStep } from "./SystemUserStep";

const NONE: SystemUserStepView = { request: null, proof: null, link: null };

interface Opened {
  step?: Partial<SystemUserStepView>;
  script?: Script;
  answers?: Partial<ChooseRoad>;
  kind?: string;
}

async function open({ step = {}, script = {}, answers = {}, kind = "standard" }: Opened = {}) {
  const app = appView();
  const host = scripted({ ...requestsScript, ...script });
  const went: string[] = [];
  const setup = {
    ...app.setup,
    maskinporten: tokenView(),
    road: { ...road, kind, answers: { ...road.answers, talks: "own_system" as const, ...answers } },
    system_user: { ...NONE, ...step },
  };
  await show(<Live step={SystemUserStep} start={{ ...app, setup }} onGo={(to) => went.push(to)} />, host);
  const inputs = (of: string) => host.calls.filter(({ name }) => name === of).map(({ input }) => input);
  return { went, inputs };
}

test("a customer is asked for a part of what the system has", async () => {
  const { inputs } = await open({ answers: { acts: "customers" } });
  await click("#primary");
  await expect.poll(() => document.activeElement?.id).toBe("ask-party");
  await fill("#ask-party", CUSTOMER);
  await expect.poll(() => words("#party-name")).toBe("HAVGLØTT FISK AS");
  await click("#rights-ske-krav-og-betalinger");
  await unfold("#ask-more");
  await fill("#ask-external-ref", "kunde-42");
  await accessibleInAll();
  await click("#primary");
  await at("#request-waiting");
  expect(inputs("request_create")).toEqual([
    {
      kind: "standard",
      system: "310204577_kasse",
      party: CUSTOMER,
      external_ref: "kunde-42",
      title: "",
      rights: [],
      packages: ["urn:altinn:accesspackage:skattegrunnlag"],
    },
  ]);
});

test("nothing chosen is not sent", async () => {
  const { inputs } = await open();
  await click("#rights-ske-krav-og-betalinger");
  await click("#packages-skattegrunnlag");
  await click("#primary");
  await at("#nothing-asked");
  expect(inputs("request_create")).toEqual([]);
});

test("for clients the owner is the accountant: no client can be chosen, and no single service", async () => {
  const { inputs } = await open({ answers: { acts: "clients" }, kind: "agent" });
  await expect.element(await at("#kind-agent")).toBeChecked();
  await at("#ask-fixed");
  expect(isThere("#ask-party")).toBe(false);
  expect(isThere("#ask-rights")).toBe(false);
  await accessibleInAll();
  await click("#primary");
  await at("#request-waiting");
  const [sent] = inputs("request_create");
  expect(sent).toMatchObject({ kind: "agent", party: "310204577", rights: [] });
  await click("#requests-list");
});

test("what the kind cannot have is shown and cannot be chosen", async () => {
  await open();
  await userEvent.selectOptions(await at("#ask-system"), "310204577_regnskap");
  await expect.element(await at("#packages-regnskapsforer-med-signeringsrettighet")).toBeDisabled();
  await click("#primary");
  await at("#nothing-asked");
});

test("no system: the way to one", async () => {
  const { went } = await open({
    script: { system_list: () => ({ vendor: "310204577", client_id: "c", systems: [] }) },
  });
  await at("#no-system");
  await accessibleInAll();
  await click("#primary");
  expect(went).toEqual(["systems"]);
});

test("a client without the scope: the reason, and the way to the client", async () => {
  const { went } = await open({
    script: { system_list: () => fail("maskinporten.scope_not_registered", { actions: ["review_client"] }) },
  });
  await at("#problem");
  await click("#primary");
  expect(went).toEqual(["maskinporten"]);
});

test("a request that was there already is told of, with what differs", async () => {
  await open({
    script: {
      request_create: () => ({
        request: requestView(),
        is_new: false,
        difference: { missing: ["urn:altinn:accesspackage:jordbruk"], extra: ["krav"], title: "Kasse" },
      }),
    },
  });
  await click("#primary");
  await expect.element(await at("#existing-request")).toHaveAttribute("data-differs", "true");
  expect(words("#existing-request")).toContain("jordbruk mangler i den");
  await accessibleInAll();
});

test("waiting: the link is copied and opened, the message is in the customer's language", async () => {
  const { inputs } = await open({ step: { request: requestView() } });
  await at("#request-waiting");
  expect(words("#request-link")).toContain("DONTCHOOSEREPORTEE=true");
  await click("#open-link");
  expect(inputs("request_open")).toEqual([{ id: requestView().id }]);
  await unfold("#customer-message");
  expect(words("#message-text")).toContain("310 204 585");
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

test("the list tells ours from others', and leads to a change", async () => {
  const other = requestView({ id: "other", own: false, link: null, standing: "rejected" });
  const { inputs } = await open({
    script: {
      request_list: ({ system }) => ({
        requests: system === null ? [] : [requestView(), other],
        left_out: 1,
      }),
      request_change: () => ({
        request: requestView({ id: "c", kind: "change", standing: "no_change_needed", link: null }),
        is_new: false,
        difference: null,
      }),
    },
  });
  await click("#requests-list");
  await at("#listed-other");
  expect(document.querySelectorAll("#listed-other button").length).toBe(0);
  await accessibleInAll();
  await click(`#user-${requestView().id} button`);
  await click("#give-skattegrunnlag");
  await click("#primary");
  await at("#request-no_change_needed");
  expect(inputs("request_change")).toEqual([
    {
      system: "310204577_kasse",
      owner: CUSTOMER,
      external_ref: null,
      rights: [],
      unwanted_rights: [],
      packages: ["urn:altinn:accesspackage:skattegrunnlag"],
      unwanted_packages: [],
    },
  ]);
});

test("a bought system: the vendor's link is looked at, opened, and approved", async () => {
  const link = requestView().link ?? "";
  const opened = { link, kind: "standard" as const, opened_at: "2026-11-21T10:00:00Z", approved: false };
  const { inputs, went } = await open({
    answers: { talks: "bought_system" },
    script: {
      request_open_link: () => ({ ...NONE, link: opened }),
      request_approve_link: () => ({ ...NONE, link: { ...opened, approved: true } }),
    },
  });
  await fill("#pasted-link", ` ${link} `);
  await click("#primary");
  await at("#link-good");
  await accessibleInAll();
  await click("#primary");
  await at("#link-opened");
  await click("#primary");
  await at("#link-approved");
  await click("#primary");
  expect(went).toEqual(["next"]);
  expect(inputs("request_open_link")).toEqual([{ link }]);
});

test("a link to somewhere else is refused before it is opened", async () => {
  const { inputs } = await open({
    answers: { talks: "bought_system" },
    script: { request_link: () => fail("request.not_a_link") },
  });
  await fill("#pasted-link", "https://example.com");
  await click("#primary");
  await expect.element(await at("#problem")).toHaveAttribute("data-code", "request.not_a_link");
  expect(inputs("request_open_link")).toEqual([]);
});
