import { expect, test } from "vitest";

import { appView, certificate, key, nothingDone, profile, registeredKey, road } from "../testing/views";
import type { SystemUserStepView } from "../ipc/generated/SystemUserStepView";
import { requestView } from "../testing/requests";
import { OPENING, setup } from "./setup";
import { canOpen, firstLeft, following, preceding, stateOf } from "./steps";

const fresh = appView({ profile: null, vault: null, setup: nothingDone });
const onTheRoad = appView();

test("a fresh start can open the start alone", () => {
  expect(firstLeft(fresh)).toBe("start");
  expect(canOpen("key", fresh)).toBe(false);
  expect(canOpen("practice", fresh)).toBe(false);
});

test("a person who comes back goes on at the first step of the road without a result", () => {
  expect(firstLeft(onTheRoad)).toBe("key");
  expect(firstLeft(appView({ setup: { ...nothingDone, road, key: registeredKey } }))).toBe("maskinporten");
});

test("the rail says where each step stands", () => {
  expect(stateOf("start", onTheRoad)).toBe("done");
  expect(stateOf("certificate", onTheRoad)).toBe("optional");
  expect(stateOf("key", onTheRoad)).toBe("now");
  expect(stateOf("login", onTheRoad)).toBe("left");
  expect(stateOf("system_user", onTheRoad)).toBe(
    onTheRoad.setup.road?.steps.includes("system_user") ? "left" : "optional",
  );
});

test("a key that waits for the portal says so when another step comes first", () => {
  const waiting = appView({
    setup: { ...nothingDone, road: { ...road, steps: ["start", "certificate", "key", "done"] }, key },
  });
  expect(stateOf("key", waiting)).toBe("waiting");
});

test("next and back follow the road and pass over what it does not need", () => {
  expect(following("start", onTheRoad)).toBe("key");
  expect(following("certificate", onTheRoad)).toBe("key");
  expect(preceding("key", onTheRoad)).toBe("start");
  expect(preceding("start", onTheRoad)).toBeNull();
});

test("a system user waits for its owner, and is done when one has approved", () => {
  const steps = ["start", "system_user", "access", "done"] as const;
  const at = (system_user: SystemUserStepView) =>
    appView({ setup: { ...nothingDone, road: { ...road, steps: [...steps] }, system_user } });
  const none = { request: null, proof: null, link: null };
  expect(following("start", at(none))).toBe("system_user");
  expect(stateOf("system_user", at(none))).toBe("now");
  expect(stateOf("system_user", at({ ...none, request: requestView({ standing: "approved" }) }))).toBe(
    "done",
  );
  const later = { ...at({ ...none, request: requestView() }) };
  const keyFirst = {
    ...later,
    setup: { ...later.setup, road: { ...road, steps: ["key" as const, ...steps] } },
  };
  expect(stateOf("system_user", keyFirst)).toBe("waiting");
  expect(stateOf("system_user", later)).toBe("waiting");
});

test("an answer of one step changes that step alone", () => {
  const open = setup(OPENING, { kind: "opened", app: onTheRoad });
  const next = setup(open, { kind: "changed", profile: profile.id, part: { certificate } });
  expect(next.kind === "open" && next.app.setup).toEqual({ ...onTheRoad.setup, certificate });
});

test("an answer to a profile that was left changes nothing in another", () => {
  const other = appView({ profile: { ...profile, id: "test-1" }, setup: nothingDone });
  const open = setup(OPENING, { kind: "opened", app: onTheRoad });
  const left = setup(open, { kind: "replaced", app: other });
  expect(setup(left, { kind: "changed", profile: profile.id, part: { certificate } })).toBe(left);
  expect(setup(left, { kind: "changed", profile: null, part: { certificate } })).toBe(left);
});

test("dropped files open the certificate step, and are taken once", () => {
  const files = { picked: [{ file: "f1", name: "a.p12", problem: null }] };
  const open = setup(OPENING, { kind: "opened", app: onTheRoad });
  const dropped = setup(open, { kind: "dropped", files });
  expect(dropped.kind === "open" && dropped.place).toBe("certificate");
  expect(setup(dropped, { kind: "taken" }).dropped).toEqual({ number: 1, files: null });
});

test("a key file that is dropped where a key is made stays there", () => {
  const files = { picked: [{ file: "f1", name: "a.pem", problem: null }] };
  const open = setup(OPENING, { kind: "opened", app: onTheRoad });
  const dropped = setup(open, { kind: "dropped", files });
  expect(dropped.kind === "open" && dropped.place).toBe("key");
  const held = setup(OPENING, { kind: "opened", app: appView({ setup: { ...nothingDone, road, key } }) });
  const elsewhere = setup(held, { kind: "dropped", files });
  expect(elsewhere.kind === "open" && elsewhere.place).toBe("certificate");
});

test("files dropped before there is a profile wait", () => {
  const files = { picked: [{ file: "f1", name: "a.p12", problem: null }] };
  const dropped = setup(setup(OPENING, { kind: "opened", app: fresh }), { kind: "dropped", files });
  expect(dropped.kind === "open" && dropped.place).toBe("start");
  expect(dropped.dropped.files).toBe(files);
});

test("another profile goes on where that one was left", () => {
  const open = setup(OPENING, { kind: "opened", app: appView({ setup: { ...nothingDone, road, key } }) });
  const other = appView({
    profile: {
      id: "test-1",
      environment: "test",
      environment_name: null,
      organisation: "1",
      organisation_name: null,
    },
    setup: nothingDone,
  });
  const next = setup(open, { kind: "replaced", app: other });
  expect(next.kind === "open" && next.place).toBe("start");
});
