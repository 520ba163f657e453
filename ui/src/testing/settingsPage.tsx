import type { AppView } from "../ipc/generated/AppView";
import type { VaultDetailsView } from "../ipc/generated/VaultDetailsView";
import { type Script, scripted } from "../ipc/hosts/scripted";
import { SettingsPage } from "../journeys/settings/SettingsPage";
import { ProblemActions } from "../problems/ProblemActions";
import { Live } from "./live";
import { show } from "./show";
import { appView } from "./views";

export const details: VaultDetailsView = {
  place: "password",
  lock_after_minutes: 15,
  keys: 2,
  set_aside: [],
};

/** The settings over a vault under a password. */
export async function open(script: Script = {}, app: AppView = appView()) {
  const host = scripted({
    vault_open: () => details,
    vault_change_password: () => details,
    vault_move: ({ to }) => ({ ...details, place: to }),
    vault_lock: () => appView({ vault: "locked" }),
    vault_lock_after: ({ minutes }) => ({ ...details, lock_after_minutes: minutes }),
    profile_back_up: () => ({ saved: "fjordly.json" }),
    ...script,
  });
  const went: string[] = [];
  await show(
    <ProblemActions value={{ unlock_vault: () => went.push("unlock") }}>
      <div style={{ padding: "1rem" }}>
        <Live step={SettingsPage} start={app} onGo={(place) => went.push(place)} />
      </div>
    </ProblemActions>,
    host,
  );
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}
