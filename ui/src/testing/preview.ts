import type { AppView } from "../ipc/generated/AppView";
import type { StepName } from "../ipc/generated/StepName";
import type { VaultView } from "../ipc/generated/VaultView";
import { type Script, scripted, type ScriptedHost } from "../ipc/hosts/scripted";
import { calendar, reminders, vault } from "./previewCalendar";
import { doctor } from "./previewDoctor";
import { journeys } from "./previewJourneys";
import { legacy, oldAltinn } from "./legacy";
import { keys } from "./previewKeys";
import { answered, requestsScript } from "./requests";
import { systemsScript } from "./systems";
import { openLogin, partyScript } from "./parties";
import { tokenReader } from "./tokenReader";
import { appView, certificate, nothingDone, profile, registeredKey, road } from "./views";

const ROAD: StepName[] = [
  "start",
  "certificate",
  "key",
  "maskinporten",
  "login",
  "system_user",
  "access",
  "done",
];

const VAULTS: readonly VaultView[] = [
  "locked",
  "locked_in_keychain",
  "keychain_gone",
  "moved",
  "needs_password",
];

/** The window in a plain browser, with a scripted shell that remembers; for looking at, never shipped. */
export function preview(more: Script = {}): ScriptedHost {
  const asked = new URLSearchParams(location.search);
  const onTheRoad = { ...nothingDone, road: { ...road, steps: ROAD } };
  const login = asked.has("open") ? openLogin : null;
  const begun = { ...onTheRoad, certificate, key: registeredKey, login };
  let app: AppView = asked.has("begun")
    ? appView({ setup: begun, reminders: asked.has("calm") ? [] : reminders() })
    : asked.has("files")
      ? appView({ setup: onTheRoad })
      : appView({ profile: null, profiles: [], vault: null, setup: nothingDone });
  const change = (parts: Partial<AppView>) => (app = { ...app, ...parts });
  const learn = (parts: Partial<AppView["setup"]>) => change({ setup: { ...app.setup, ...parts } });
  const locked = VAULTS.find((state) => state === asked.get("vault"));
  if (locked) change({ vault: locked });
  const language = asked.get("language");
  if (language === "nn" || language === "en") change({ settings: { ...app.settings, language } });
  const theme = asked.get("theme");
  if (theme === "light" || theme === "dark") change({ settings: { ...app.settings, theme } });

  return scripted({
    app_open: () => app,
    app_settings: ({ language: spoken, theme: chosen }) =>
      change({
        settings: {
          language: spoken ?? app.settings.language,
          theme: chosen ?? app.settings.theme,
        },
      }),
    app_open_page: () => ({}),
    profile_choose: (input) => {
      const chosen = {
        ...profile,
        environment: input.environment,
        organisation: input.organisation.replace(/\s/g, ""),
        organisation_name: input.organisation_name,
        id: `${input.environment}-${input.organisation}`,
      };
      return change({ profile: chosen, profiles: [chosen], vault: "open" });
    },
    profile_open: ({ id }) => change({ profile: app.profiles.find((earlier) => earlier.id === id) ?? null }),
    road_choose: (answers) =>
      learn({
        road: {
          answers,
          recommendation: "certificate",
          kind: "maskinporten_only",
          kinds_read_on: "2026-09-01",
          steps: ROAD,
        },
      }),
    ...doctor(asked.get("files") ?? "locked", learn),
    certificate_forget: () => learn({ certificate: null }),
    ...keys(() => app, learn),
    ...journeys(learn),
    login_end: () => ({ app: learn({ login: null }), problem: null, browser: "sent" as const }),
    ...tokenReader(),
    ...partyScript(),
    ...legacy({ ...oldAltinn, closed: asked.has("closed") }),
    ...requestsScript,
    request_check: () => answered(asked.get("standing")),
    ...systemsScript(),
    ...calendar(asked.has("calm")),
    ...vault(change),
    ...more,
  });
}
