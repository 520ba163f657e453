import { describe, expect, test } from "vitest";

import type { LoginStageView } from "../../ipc/generated/LoginStageView";
import { fail, type Script } from "../../ipc/hosts/scripted";
import { LookUp } from "../../problems/ProblemActions";
import { at, click, isThere, unfold, words } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { stages } from "../../testing/login";
import { ask, open } from "../../testing/loginStep";
import { loginView } from "../../testing/results";
import { show } from "../../testing/show";
import { scripted } from "../../ipc/hosts/scripted";
import { LoginRoad } from "../LoginRoad";

const of = (road: LoginStageView[]): Script => ({ login_trail: () => ({ stages: road }) });
const states = () =>
  [...document.querySelectorAll<HTMLElement>("#login-road li")].map(({ id, dataset }) => [id, dataset.state]);

describe("a login's road", () => {
  test("is folded after one that went well, and says who asked whom for what", async () => {
    await open(loginView(), of(stages()));
    await at("#login-road[data-state=done]:not([open])");
    await unfold("#login-road");
    expect(states().map(([, state]) => state)).toEqual(Array<string>(7).fill("done"));
    expect(words("#stage-token")).toMatch(/Inngang\s*til\s*ID-porten/);
    expect(words("#stage-token")).toContain("143 ms · svar 200");
    expect(words("#stage-id_token"), "nobody else has a part in it").not.toContain("til");
    await accessibleInAll();
  });

  test("is unfolded after a failure: where it stopped, why, whose move it is", async () => {
    const road = stages({ name: "token", state: "failed", code: "login.client_refused" });
    await open(null, {
      ...of(road),
      login_start: () => fail("login.client_refused", { turn: "you" }),
    });
    expect(isThere("#login-road"), "an earlier login's").toBe(false);
    await ask();
    await at("#login-road[data-state=failed][open]");
    expect(words("#stage-token")).toContain("Stoppet her");
    expect(words("#stage-token")).toContain("login.client_refused");
    expect(words("#stage-token")).toContain("Du kan rette dette selv.");
    expect(words("#stage-id_token")).toContain("Kom ikke så langt");
    await accessibleInAll();
  });

  test("did not stop where the browser was not opened, but was opened by hand", async () => {
    const road = stages().map((stage) =>
      stage.name === "browser" ? { ...stage, state: "failed" as const, code: "app.no_browser" } : stage,
    );
    await open(loginView(), of(road));
    await unfold("#login-road[data-state=done]");
    expect(words("#stage-browser")).toContain("Gikk ikke, men kom videre");
  });

  test("leads to the dictionary's words on the code", async () => {
    const looked: string[] = [];
    const road = stages({ name: "callback", state: "failed", code: "login.state_mismatch" });
    await show(
      <LookUp value={(code) => looked.push(code)}>
        <LoginRoad />
      </LookUp>,
      scripted(of(road)),
    );
    await at("#look-up-callback");
    expect(words("#stage-callback"), "whose move it is").toContain("Du kan rette dette selv");
    await click("#look-up-callback");
    expect(looked).toEqual(["login.state_mismatch"]);
    expect(words("#stage-metadata"), "whose is not known").toContain("Innloggingstjenesten");
  });

  test("waits where the person has the move", async () => {
    await show(
      <LoginRoad provider="ansattporten" />,
      scripted(of(stages({ name: "person", state: "waiting" }))),
    );
    await unfold("#login-road[data-state=waiting]");
    expect(words("#stage-person")).toContain("Venter");
    expect(words("#stage-person")).toContain("Ansattporten");
    await accessibleInAll();
  });

  test("is nothing before anybody has logged in", async () => {
    const host = scripted(of([]));
    await show(<LoginRoad />, host);
    await expect.poll(() => host.calls.length).toBe(1);
    expect(isThere("#login-road")).toBe(false);
  });
});
