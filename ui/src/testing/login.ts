import type { LoginActor } from "../ipc/generated/LoginActor";
import type { LoginStageState } from "../ipc/generated/LoginStageState";
import type { LoginStageView } from "../ipc/generated/LoginStageView";
import type { LoginView } from "../ipc/generated/LoginView";
import type { SetupView } from "../ipc/generated/SetupView";
import { fail, type Script } from "../ipc/hosts/scripted";
import { fromNow, loginView } from "./results";

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

const ROAD: [string, LoginActor, LoginActor, number | null][] = [
  ["metadata", "program", "provider", 212],
  ["pushed", "program", "provider", 64],
  ["browser", "program", "browser", 31],
  ["person", "person", "provider", 18_440],
  ["callback", "browser", "program", null],
  ["token", "program", "provider", 143],
  ["id_token", "program", "program", 2],
];

/** A login's road, as far as the stage it stopped or waits at. */
export function stages(
  at: { name: string; state: LoginStageState; code?: string } | null = null,
): LoginStageView[] {
  const last = ROAD.findIndex(([name]) => name === at?.name);
  return ROAD.map(([name, from, to, milliseconds], place) => {
    const passed = at === null || place < last;
    const state = passed ? "done" : place === last ? at.state : "not_reached";
    const over = state === "done" || state === "failed";
    return {
      name,
      from,
      to,
      state,
      code: state === "failed" ? (at?.code ?? null) : null,
      turn: state === "failed" ? "you" : null,
      at: over ? "2026-11-21T10:00:01Z" : null,
      milliseconds: over ? milliseconds : null,
      status: over && to === "provider" && name !== "person" ? (state === "failed" ? 400 : 200) : null,
    };
  });
}

export const represented: LoginView["represented"] = [
  {
    organisation: "0192:310204577",
    name: "Fjordly Regnskap AS",
    resource: "urn:altinn:resource:2480:40",
    rights: ["Read", "ArchiveRead"],
  },
  { organisation: "310204585", name: null, resource: null, rights: [] },
];

/** What a client id asks the preview for: «shut» no browser, «wait» for ever, «timeout», «refused», «short» a session of ten seconds, «bare» a login that tells little. */
export function loginScript(learn: (parts: Partial<SetupView>) => unknown): Script {
  let road = stages();
  let now = loginView();
  const keep = (login: LoginView) => {
    now = login;
    learn({ login });
    return login;
  };
  return {
    login_start: async ({ client_id, scopes, provider, authentication, redirect, dpop }, tell) => {
      const asks = (word: string) => client_id.includes(word);
      const url = `http://127.0.0.1:41002/authorize?client_id=${client_id}&request_uri=urn:idporten:${"s".repeat(43)}`;
      tell({
        kind: "waiting",
        url,
        redirect_uri: "http://127.0.0.1:52341/callback",
        browser_opened: !asks("shut"),
      });
      await pause(asks("wait") ? 600_000 : 1500);
      if (asks("timeout")) {
        road = stages({ name: "person", state: "failed", code: "login.timed_out" });
        return fail("login.timed_out", {
          actions: ["log_in_again", "review_client"],
          facts: {
            redirect_uri: { kind: "text", value: redirect },
            strangers: { kind: "number", value: 2 },
          },
        });
      }
      if (asks("refused")) {
        road = stages({ name: "token", state: "failed", code: "login.client_refused" });
        return fail("login.client_refused", {
          actions: ["review_client", "open_portal"],
          said: { status: 401, error: "invalid_client", description: "Unknown client", trace_id: "4bf92f35" },
        });
      }
      road = stages();
      const missing = scopes.includes("missing");
      const login = keep(
        loginView({
          provider,
          authentication,
          redirect,
          dpop,
          client_id,
          represented: provider === "ansattporten" ? represented : [],
          from_earlier_session: asks("sso"),
          scopes_missing: missing ? ["altinn:instances.read"] : [],
          ...(asks("short") && { idle_ends_at: fromNow(10), expires_at: fromNow(5) }),
          ...(asks("bare") && {
            name: null,
            national_id: null,
            level: null,
            acr: "entraid",
            refreshable: false,
          }),
        }),
      );
      if (asks("short")) setTimeout(() => learn({ login: { ...login, held: false } }), 10_000);
      return login;
    },
    login_cancel: () => ({}),
    login_browsers: () => ({
      browsers: [
        { id: "firefox", name: "Firefox" },
        { id: "chromium", name: "Chromium" },
      ],
    }),
    login_open_in: () => ({}),
    login_refresh: () =>
      now.client_id.includes("stale")
        ? fail("login.refresh_refused", { actions: ["log_in_again"] })
        : keep({ ...now, expires_at: fromNow(120), idle_ends_at: fromNow(1800) }),
    login_user_info: () => ({ name: "Kari Øvrebø", national_id: "148190*****", locale: "nb" }),
    login_trail: () => ({ stages: road }),
    login_reveal: () => ({ national_id: "14819012345" }),
  };
}
