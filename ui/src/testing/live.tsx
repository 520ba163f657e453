import { type ComponentType, useState } from "react";

import type { AppView } from "../ipc/generated/AppView";
import type { Place, StepProps } from "../journeys/StepProps";

interface Props {
  step: ComponentType<StepProps>;
  start: AppView;
  /** Hears where the step wants to go. */
  onGo?: (place: Place | "next", about?: string) => void;
  about?: string | null;
}

/** A step over a state that remembers what it hands up, as in the window. */
export function Live({ step: Shown, start, onGo = () => undefined, about = null }: Props) {
  const [app, setApp] = useState(start);
  return (
    <Shown
      app={app}
      profile={app.profile}
      setup={app.setup}
      change={(part) => setApp((now) => ({ ...now, setup: { ...now.setup, ...part } }))}
      replace={setApp}
      go={onGo}
      about={about}
      following="done"
      next={() => onGo("next")}
      back={() => undefined}
    />
  );
}
