import type { KeyView } from "../ipc/generated/KeyView";
import type { PickedFile } from "../ipc/generated/PickedFile";
import { type Script, scripted } from "../ipc/hosts/scripted";
import { KeysStep } from "../journeys/keys/KeysStep";
import { busyCalendar } from "./calendar";
import { practiceRoad } from "./keys";
import { Live } from "./live";
import { tokenView } from "./results";
import { show } from "./show";
import { appView, certificate, key, registeredKey } from "./views";

interface Opened {
  held?: KeyView | null;
  script?: Script;
  about?: string | null;
  dropped?: PickedFile;
}

/** The key step over a host that answers; `script` changes what the test is about. */
export async function open({ held = null, script = {}, about = null, dropped }: Opened = {}) {
  const host = scripted({
    key_create: () => key,
    key_from_certificate: () => key,
    key_import: () => key,
    key_pick: () => ({ picked: [{ file: "f1", name: "privat.pem", problem: null }] }),
    key_register: ({ client_id, kid }) => ({ ...registeredKey, client_id, kid }),
    key_cancel: () => ({}),
    portal_road: () => practiceRoad,
    calendar_open: () => ({ ...busyCalendar, entries: [] }),
    maskinporten_obtain: ({ client_id }) => tokenView({ client_id, issued_at: "2026-11-21T09:41:00Z" }),
    maskinporten_cancel: () => ({}),
    app_open_page: () => ({}),
    key_save: ({ form }) => ({ saved: `nøkkel.${form}` }),
    ...script,
  });
  const went: string[] = [];
  const app = appView();
  const start = { ...app, setup: { ...app.setup, certificate, key: held } };
  await show(
    <Live
      step={(props) => (
        <KeysStep {...props} dropped={dropped ? { picked: [dropped] } : null} onTaken={() => undefined} />
      )}
      start={start}
      about={about}
      onGo={(place, concerning) => went.push(concerning === undefined ? place : `${place} ${concerning}`)}
    />,
    host,
  );
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}
