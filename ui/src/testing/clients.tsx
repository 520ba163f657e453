import type { SetupView } from "../ipc/generated/SetupView";
import { type Script, scripted } from "../ipc/hosts/scripted";
import { ClientsPage } from "../journeys/selfservice/ClientsPage";
import { CLIENT, keysView, notConnected, openedClient, secretClient, serviceClients } from "./keys";
import { Live } from "./live";
import { show } from "./show";
import { appView, certificate, registeredKey } from "./views";

/** The clients over a host that answers; `script` changes what the test is about. */
export async function open(
  script: Script = {},
  setup: Partial<SetupView> = { certificate, key: registeredKey },
  about: string | null = null,
) {
  const host = scripted({
    selfservice_clients: ({ inactive }) => (inactive ? { ...serviceClients, clients: [] } : serviceClients),
    selfservice_connect: () => serviceClients,
    selfservice_disconnect: () => notConnected,
    selfservice_client: ({ client_id }) =>
      client_id === CLIENT ? openedClient : { ...secretClient, keys: [] },
    key_list: () => keysView,
    ...script,
  });
  const went: string[] = [];
  const app = appView();
  await show(
    <Live
      step={ClientsPage}
      about={about}
      start={{ ...app, setup: { ...app.setup, ...setup } }}
      onGo={(place, about) => went.push(about === undefined ? place : `${place} ${about}`)}
    />,
    host,
  );
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}
