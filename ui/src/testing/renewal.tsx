import type { RenewalsView } from "../ipc/generated/RenewalsView";
import { type Script, scripted } from "../ipc/hosts/scripted";
import { RenewalPage } from "../journeys/renewal/RenewalPage";
import { clientView, renewalView } from "./keys";
import { Live } from "./live";
import { show } from "./show";
import { appView } from "./views";

/** One client, nothing under way, and only the portal's road. */
export const one: RenewalsView = { clients: [clientView], renewals: [], api: false };

/** The renewal over a host that answers; `script` changes what the test is about. */
export async function open(script: Script = {}, about: string | null = null) {
  const host = scripted({
    renewal_list: () => one,
    renewal_begin: ({ road }) => renewalView({ road }),
    renewal_cancel: () => ({}),
    app_open: () => appView(),
    app_open_page: () => ({}),
    ...script,
  });
  const went: string[] = [];
  await show(
    <Live step={RenewalPage} start={appView()} about={about} onGo={(place) => went.push(place)} />,
    host,
  );
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}
