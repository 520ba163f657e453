import { type Script, scripted } from "../ipc/hosts/scripted";
import { SystemsPage } from "../journeys/systems/SystemsPage";
import { Live } from "./live";
import { show } from "./show";
import { systemsScript } from "./systems";
import { appView } from "./views";

/** The systems over a host that answers; `script` changes what the test is about. */
export async function open(script: Script = {}, about: string | null = null) {
  const host = scripted({ ...systemsScript(), ...script });
  const went: string[] = [];
  await show(
    <Live step={SystemsPage} about={about} start={appView()} onGo={(place) => went.push(place)} />,
    host,
  );
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}
