import type { AppView } from "../ipc/generated/AppView";
import type { StepName } from "../ipc/generated/StepName";
import type { Host } from "../ipc/host";
import { fail, type Script, scripted } from "../ipc/hosts/scripted";
import { journeys } from "./previewJourneys";
import { appView, certificate, key, nothingDone, profile, registeredKey, road } from "./views";

const ROAD: StepName[] = ["start", "certificate", "key", "maskinporten", "login", "access", "done"];
const PASSWORD = "fjord";

/** The window in a plain browser, with a scripted shell that remembers; for looking at, never shipped. */
export function preview(more: Script = {}): Host {
  const asked = new URLSearchParams(location.search);
  const begun = { ...nothingDone, road: { ...road, steps: ROAD }, certificate, key: registeredKey };
  let app: AppView = asked.has("begun")
    ? appView({ setup: begun })
    : appView({ profile: null, profiles: [], vault: null, setup: nothingDone });
  const change = (parts: Partial<AppView>) => (app = { ...app, ...parts });
  const learn = (parts: Partial<AppView["setup"]>) => change({ setup: { ...app.setup, ...parts } });
  const theme = asked.get("theme");
  if (theme === "light" || theme === "dark") change({ settings: { ...app.settings, theme } });

  return scripted({
    app_open: () => app,
    app_settings: ({ language, theme: chosen }) =>
      change({
        settings: {
          language: language ?? app.settings.language,
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
    certificate_pick: () => ({ picked: { file: "f1", name: "fjordly.p12", problem: null } }),
    certificate_drops: () => ({}),
    certificate_import: ({ password }) => {
      if (password === null) return fail("certificate.password_needed", { actions: ["enter_password"] });
      if (password !== PASSWORD) return fail("certificate.wrong_password", { actions: ["enter_password"] });
      learn({ certificate });
      return certificate;
    },
    certificate_save: () => ({ saved: "fjordly.cer" }),
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
