import { useEffect } from "react";

import type { SystemUserStepView } from "../ipc/generated/SystemUserStepView";
import type { Host } from "../ipc/host";

/** Hears of it when a customer has answered, wherever in the window the person is. */
export function useRequestWatch(host: Host, onStep: (step: SystemUserStepView) => void): void {
  useEffect(() => {
    // Without it the answer is seen when somebody looks.
    host.stream("request_watch", {}, onStep).catch(() => undefined);
  }, [host, onStep]);
}
