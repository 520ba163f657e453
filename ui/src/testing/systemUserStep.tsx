import type { ChooseRoad } from "../ipc/generated/ChooseRoad";
import type { SystemUserStepView } from "../ipc/generated/SystemUserStepView";
import { type Script, scripted } from "../ipc/hosts/scripted";
import { SystemUserStep } from "../journeys/systemuser/SystemUserStep";
import { Live } from "./live";
import { requestsScript } from "./requests";
import { tokenView } from "./results";
import { show } from "./show";
import { appView, road } from "./views";

export const NONE: SystemUserStepView = { request: null, proof: null, link: null };

interface Opened {
  step?: Partial<SystemUserStepView>;
  script?: Script;
  answers?: Partial<ChooseRoad>;
  kind?: string;
}

/** Step 6 over a host that answers; `script` changes what the test is about. */
export async function open({ step = {}, script = {}, answers = {}, kind = "standard" }: Opened = {}) {
  const app = appView();
  const host = scripted({ ...requestsScript, ...script });
  const went: string[] = [];
  const setup = {
    ...app.setup,
    maskinporten: tokenView(),
    road: { ...road, kind, answers: { ...road.answers, talks: "own_system" as const, ...answers } },
    system_user: { ...NONE, ...step },
  };
  await show(<Live step={SystemUserStep} start={{ ...app, setup }} onGo={(to) => went.push(to)} />, host);
  const inputs = (of: string) => host.calls.filter(({ name }) => name === of).map(({ input }) => input);
  return { went, inputs };
}
