import type { IssueCertificate } from "../ipc/generated/IssueCertificate";
import type { PracticeView } from "../ipc/generated/PracticeView";
import type { SetupView } from "../ipc/generated/SetupView";
import { type Script, scripted, type ScriptedHost } from "../ipc/hosts/scripted";
import { PracticePage } from "../journeys/practice/PracticePage";
import { show } from "./show";
import { townScript } from "./town";
import { appView, nothingDone, practice, profile } from "./views";

/** The panel over a host; what it hands up can be read from `handed`. */
export async function open(host: ScriptedHost, whose = profile, setup: Partial<SetupView> = {}) {
  const handed: { apps: unknown[]; towns: PracticeView[] } = { apps: [], towns: [] };
  const page = (
    <PracticePage
      profile={whose}
      setup={{ ...nothingDone, ...setup }}
      replace={(app) => handed.apps.push(app)}
      onChange={(changed) => handed.towns.push(changed)}
    />
  );
  return { ...(await show(page, host)), handed };
}

/** A town that remembers what was done to it. */
export function town(script: Script = {}) {
  const issued = ({ organisation, flavour }: IssueCertificate, role: string, place: number) => ({
    path: `/tmp/${flavour}${role}.p12`,
    public_path: `/tmp/${flavour}${role}.cer`,
    password: flavour === "null-password" ? "" : `pw-${flavour}`,
    organisation,
    flavour,
    serial: `4A${place}`,
    revoked: false,
  });
  return scripted({
    ...townScript(practice, issued),
    app_open: () => appView(),
    app_open_page: () => ({}),
    ...script,
  });
}
