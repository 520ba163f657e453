import { expect, test } from "vitest";

import { appView, registeredKey } from "../../testing/views";
import { ordinary } from "../ordinary";
import { firstOrder, keepDraft } from "./order";

test("an order that was refused is there when one comes back, in its own profile and for its own client alone", () => {
  const setup = { ...appView().setup, key: { ...registeredKey, client_id: "refused" } };
  const variant = { ...ordinary.variant, consumer: "310204585" };
  const order = { ...firstOrder("p1", setup), scopes: "altinn:broker.read", variant };
  expect(order.client_id).toBe("refused");
  keepDraft("p1", setup, order);
  expect(firstOrder("p1", setup)).toEqual(order);
  expect(firstOrder("p2", setup).scopes).toBe("");
  const renewed = { ...setup, key: { ...setup.key, kid: "new" } };
  expect(firstOrder("p1", renewed).variant).toEqual(ordinary.variant);
});
