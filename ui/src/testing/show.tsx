import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { render } from "vitest-browser-react";

import type { Host } from "../ipc/host";
import { HostContext } from "../ipc/HostContext";
import type { StepProps } from "../journeys/StepProps";
import { i18n } from "../locales/i18n";
import { appView } from "./views";

/** Renders under a host, with texts and looks as in the window. */
export function show(element: ReactNode, host: Host) {
  return render(
    <I18nextProvider i18n={i18n}>
      <HostContext value={host}>{element}</HostContext>
    </I18nextProvider>,
  );
}

/** A step's props over a state; what it hands up can be read from `handed`. */
export function stepProps(app = appView()) {
  const handed: { changes: unknown[]; apps: unknown[]; places: string[] } = {
    changes: [],
    apps: [],
    places: [],
  };
  const props: StepProps = {
    app,
    profile: app.profile,
    setup: app.setup,
    change: (part) => handed.changes.push(part),
    replace: (next) => handed.apps.push(next),
    go: (place) => handed.places.push(place),
    about: null,
    following: "maskinporten",
    next: () => handed.places.push("next"),
    back: () => handed.places.push("back"),
  };
  return { props, handed };
}
