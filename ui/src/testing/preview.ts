import type { AppView } from "../ipc/generated/AppView";
import type { StepName } from "../ipc/generated/StepName";
import type { Host } from "../ipc/host";
import { type Script, scripted } from "../ipc/hosts/scripted";
import { doctor } from "./previewDoctor";
import { journeys } from "./previewJourneys";
import { appView, certificate, key, nothingDone, profile, registeredKey, road } from "./views";

const ROAD: StepName[] = ["start", "certificate", "key", "maskinporten", "login", "access", "done"];

/** The window in a plain browser, with a scripted shell that remembers; for looking at, never shipped. */
export function preview(more: Script = {}): Host {
  const asked = new URLSearchParams(location.search);
  const onTheRoad = { ...nothingDone, road: { ...road, steps: ROAD } };
  const begun = { ...onTheRoad, certificate, key: registeredKey };
  let app: AppView = asked.has("begun")
    ? appView({ setup: begun })
    : asked.has("files")
      ? appView({ setup: onTheRoad })
      : appView({ profile: null, profiles: [], vault: null, setup: nothingDone });
  const change = (parts: Partial<AppView>) => (app = { ...app, ...parts });
  const learn = (parts: Partial<AppView["setup"]>) => change({ setup: { ...app.setup, ...parts } });
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
    road_choose: (answers) => learn({ road: { answers, recommendation: "certificate", steps: ROAD } }),
    ...doctor(asked.get("files") ?? "locked", learn),
    certificate_forget: () => learn({ certificate: null }),
    key_create: async () => {
      await new Promise((done) => setTimeout(done, 600));
      learn({ key });
      return key;
    },
    key_cancel: () => ({}),
    key_from_certificate: () => key,
    key_register: ({ client_id, kid }) => {
      const registered = { ...registeredKey, client_id, kid };
      learn({ key: registered });
      return registered;
    },
    key_forget: () => learn({ key: null }),
    ...journeys(learn),
    ...more,
  });
}
