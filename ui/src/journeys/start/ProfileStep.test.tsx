import { expect, test } from "vitest";

import type { ProfileView } from "../../ipc/generated/ProfileView";
import { fail, type Script, scripted } from "../../ipc/hosts/scripted";
import { at, click, fill, isThere } from "../../testing/at";
import { show, stepProps } from "../../testing/show";
import { appView, practice, profile } from "../../testing/views";
import { ProfileStep } from "./ProfileStep";

const other: ProfileView = { ...profile, id: "test-310204577", environment: "test" };

async function open(script: Script) {
  const { props, handed } = stepProps(appView({ profiles: [profile, other] }));
  const host = scripted({ practice_open: () => practice, ...script });
  await show(<ProfileStep {...props} />, host);
  await at("#organisation option");
  const calls = () => host.calls.filter(({ name }) => name !== "practice_open");
  return { handed, calls };
}

test("an earlier profile is opened by its id", async () => {
  const opened = appView({ profile: other });
  const { handed, calls } = await open({ profile_open: () => opened });
  await click(`#profile-${other.id}`);
  await expect.poll(() => handed.apps).toEqual([opened]);
  expect(calls()).toEqual([{ name: "profile_open", input: { id: other.id } }]);
  expect(handed.places).toEqual([]);
});

test("the profile in use leads back to the start", async () => {
  const { handed } = await open({ profile_open: () => appView() });
  await click(`#profile-${profile.id}`);
  await expect.poll(() => handed.places).toEqual(["start"]);
});

test("in practice the town's name for the organisation goes along", async () => {
  const { calls } = await open({ profile_choose: () => appView() });
  await (await at("#organisation")).selectOptions("310204585");
  await click("#primary");
  await expect.poll(calls).toEqual([
    {
      name: "profile_choose",
      input: { environment: "practice", organisation: "310204585", organisation_name: "Havgløtt Fisk AS" },
    },
  ]);
});

test("the organisation in use is chosen beforehand", async () => {
  const { calls } = await open({ profile_choose: () => appView() });
  await click("#primary");
  await expect
    .poll(() => calls()[0]?.input)
    .toMatchObject({
      organisation: profile.organisation,
      organisation_name: profile.organisation_name,
    });
});

test("elsewhere a number is typed, and no name is known", async () => {
  const { calls } = await open({ profile_choose: () => appView() });
  await click("#environment-test");
  await fill("#organisation", "310 204");
  await click("#primary");
  expect(calls()).toEqual([]);
  await fill("#organisation", "310 204 577");
  await click("#primary");
  await expect.poll(calls).toEqual([
    {
      name: "profile_choose",
      input: { environment: "test", organisation: "310 204 577", organisation_name: null },
    },
  ]);
});

test("a profile that cannot be opened says why, until another is chosen", async () => {
  const { handed } = await open({
    profile_open: () => fail("app.unexpected", { turn: "us" }),
    profile_choose: () => appView({ profile: other }),
  });
  await click(`#profile-${other.id}`);
  await at('#problem[data-code="app.unexpected"]');
  expect(handed.apps).toEqual([]);
  await click("#primary");
  await expect.poll(() => isThere("#problem")).toBe(false);
});
