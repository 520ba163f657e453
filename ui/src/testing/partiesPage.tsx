import { type Script, scripted } from "../ipc/hosts/scripted";
import type { LoginView } from "../ipc/generated/LoginView";
import { PartiesPage } from "../journeys/parties/PartiesPage";
import { openLogin, partyScript } from "./parties";
import { show } from "./show";
import { nothingDone, profile } from "./views";

/** The page over a script, with a login; where it went, and what it asked, can be read. */
export async function open(
  script: Script = {},
  login: LoginView | null = openLogin,
  about: string | null = null,
) {
  const host = scripted({ ...partyScript(), ...script });
  const went: unknown[] = [];
  const shown = (
    <div style={{ padding: "1rem" }}>
      <PartiesPage
        profile={profile}
        setup={{ ...nothingDone, login }}
        about={about}
        go={(...where) => went.push(where)}
      />
    </div>
  );
  await show(shown, host);
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, inputs };
}
