import { describe, expect, test } from "vitest";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill, words } from "../../testing/at";
import { busyCalendar, keyEntry } from "../../testing/calendar";
import { CLIENT, maskinportenRoad } from "../../testing/keys";
import { open } from "../../testing/keysStep";
import { accessibleInAll } from "../../testing/languages";
import { tokenView } from "../../testing/results";
import { registeredKey } from "../../testing/views";
import { ordinary } from "../ordinary";

const FOR_EVER = new Promise<never>(() => undefined);

describe("proof", () => {
  test("waits for the key, can be cancelled, and ends in a verdict", async () => {
    let waits = true;
    const { inputs, went } = await open({
      held: registeredKey,
      script: {
        maskinporten_obtain: ({ client_id }, tell) => {
          tell({ tries: 2, seconds: 15, obstacle: "unknown_key" });
          return waits ? FOR_EVER : tokenView({ client_id, issued_at: "2026-11-21T09:41:00Z" });
        },
      },
    });
    await at('#key-summary[data-verdict="note"]');
    await click("#primary");
    await expect.element(await at("#scopes")).toHaveFocus();
    await fill("#scopes", "altinn:instances.read");
    await click("#primary");
    await at("#waiting-for-key");
    await accessibleInAll();
    await click("#cancel");
    expect(inputs("maskinporten_cancel").length).toBe(1);
    waits = false;
    await click("#primary");
    await at('#key-summary[data-verdict="good"]');
    await expect.element(await at("#step-key")).toHaveFocus();
    expect(inputs("maskinporten_obtain").at(-1)).toEqual({
      client_id: CLIENT,
      scopes: "altinn:instances.read",
      sign_with: "key",
      ...ordinary,
      wait_for_key: true,
    });
    await accessibleInAll();
    await click("#primary");
    expect(went).toEqual(["next"]);
  });

  test("proposes the scopes that were to be ticked in the portal", async () => {
    const fields = maskinportenRoad.fields.map((field) =>
      field.name === "scopes" ? { ...field, value: "altinn:instances.read\naltinn:broker.read" } : field,
    );
    const { inputs } = await open({
      held: registeredKey,
      script: { portal_road: () => ({ ...maskinportenRoad, fields }) },
    });
    await expect.element(await at("#scopes")).toHaveValue("altinn:instances.read altinn:broker.read");
    await click("#primary");
    await at('#key-summary[data-verdict="good"]');
    expect(inputs("maskinporten_obtain")).toMatchObject([
      { scopes: "altinn:instances.read altinn:broker.read" },
    ]);
  });

  test("that is refused leads back to the registration", async () => {
    await open({
      held: registeredKey,
      script: { maskinporten_obtain: () => fail("maskinporten.key_unknown", { actions: ["register_key"] }) },
    });
    await fill("#scopes", "altinn:instances.read");
    await click("#primary");
    await at('#problem[data-code="maskinporten.key_unknown"]');
    await click("#action-register_key");
    await at("#done-address");
  });

  test.each([
    [-3, "blocking"],
    [6, "warning"],
  ] as const)("with %i days left the way on is to renew", async (days_left, verdict) => {
    const urgency = days_left < 0 ? "over" : "week";
    const { went } = await open({
      held: registeredKey,
      script: {
        calendar_open: () => ({ ...busyCalendar, entries: [{ ...keyEntry, days_left, urgency }] }),
      },
    });
    await at(`#key-summary[data-verdict="${verdict}"]`);
    // What is over proves nothing any more.
    expect(words("#key-summary").includes("Utløpt")).toBe(days_left < 0);
    expect(words("body").includes("Et token viser at den virker")).toBe(days_left >= 0);
    await accessibleInAll();
    await click("#primary");
    expect(went).toEqual([`renewal ${CLIENT}`]);
  });
});
