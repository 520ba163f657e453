import type { SetupView } from "../ipc/generated/SetupView";
import { type Script, scripted } from "../ipc/hosts/scripted";
import { TokenReaderPage } from "../journeys/token/TokenReaderPage";
import { click, fill } from "./at";
import { show, stepProps } from "./show";
import { tokenReader } from "./tokenReader";
import { appView, nothingDone } from "./views";

/** As people find them; no key ever signed it. */
export const PASTED = "Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl";

/** The page over a host; where it wants to go can be read from `went`. */
export async function open(
  script: Script = {},
  { setup = {}, about = null }: { setup?: Partial<SetupView>; about?: string | null } = {},
) {
  const host = scripted(tokenReader(script));
  const { props } = stepProps(appView({ setup: { ...nothingDone, ...setup } }));
  const went: [string, string | undefined][] = [];
  await show(<TokenReaderPage {...props} about={about} go={(place, of) => went.push([place, of])} />, host);
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}

/** Pastes a text and has it read. */
export async function paste(text: string) {
  await fill("#pasted-token", text);
  await click("#read");
}
