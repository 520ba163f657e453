import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere, unfold, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { CUSTOMER, requestView } from "../../testing/requests";
import { open } from "../../testing/systemUserStep";
import { system } from "../../testing/systems";

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

test("a right is asked for with the action that the register has, and shown with it", async () => {
  const rights = ["ske-krav-og-betalinger#read", "ske-krav-og-betalinger#write"];
  const { inputs } = await open({
    script: {
      system_list: () => ({ vendor: "310204577", client_id: "c", systems: [{ ...system, rights }] }),
    },
  });
  await click("#rights-ske-krav-og-betalinger-write");
  expect(words("#ask-rights")).toContain("ske-krav-og-betalinger (handling: read)");
  await accessibleInAll();
  await click("#primary");
  await at("#request-waiting");
  expect(inputs("request_create")).toMatchObject([{ rights: ["ske-krav-og-betalinger#read"] }]);
  expect(words("body")).toContain("ske-krav-og-betalinger (handling: read)");
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
        difference: { missing: ["urn:altinn:accesspackage:jordbruk"], extra: ["krav#read"], title: "Kasse" },
      }),
    },
  });
  await click("#primary");
  await expect.element(await at("#existing-request")).toHaveAttribute("data-differs", "true");
  expect(words("#existing-request")).toContain("jordbruk mangler i forespørselen");
  expect(words("#existing-request")).toContain("krav (handling: read) er med i forespørselen");
  await accessibleInAll();
});

test("the list tells ours from others', and leads to a change", async () => {
  const other = requestView({ id: "other", own: false, link: null, standing: "rejected", party_name: null });
  const gone = requestView({ id: "gone", standing: "no_system" });
  const { inputs } = await open({
    script: {
      request_list: ({ system }) => ({
        requests: system === null ? [gone] : [requestView(), other],
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
  expect(words("#listed-other strong")).toBe("310 204 585");
  expect(words(`#listed-${requestView().id} strong`)).toBe("HAVGLØTT FISK AS");
  expect(words("#listed-gone")).toContain("Systemet er slettet");
  expect(words("#listed-gone")).toContain("Din tur: registrer et nytt system");
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

test("of a thousand requests those in sight are drawn", async () => {
  const many = Array.from({ length: 1000 }, (_, number) => requestView({ id: `r-${number}`, own: false }));
  await open({
    script: { request_list: ({ system }) => ({ requests: system === null ? [] : many, left_out: 0 }) },
  });
  await click("#requests-list");
  await at("#listed-r-0");
  expect(document.querySelectorAll("[id^=listed-]").length).toBeLessThan(60);
  await accessibleInAll();
});
