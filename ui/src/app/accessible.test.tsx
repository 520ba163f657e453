import { expect, test } from "vitest";

import type { AppView } from "../ipc/generated/AppView";
import type { Language } from "../ipc/generated/Language";
import { accessible } from "../testing/accessible";
import { preview } from "../testing/preview";
import { show } from "../testing/show";
import { appView, certificate, key, nothingDone, registeredKey, road } from "../testing/views";
import { App } from "./App";

const LANGUAGES: readonly Language[] = ["nb", "nn", "en"];
const withRoad = (part: Partial<AppView["setup"]>) => appView({ setup: { ...nothingDone, road, ...part } });

// A page: the state it stands in, where to click to come there, and its heading.
const PAGES: [name: string, app: AppView, click: string | null, heading: string][] = [
  ["profile", appView({ profile: null, vault: null, setup: nothingDone }), null, "#step-start"],
  ["questions", appView({ setup: nothingDone }), null, "#step-start"],
  ["recommendation", appView(), "#rail-start", "#recommendation"],
  ["certificate, none", appView(), "#rail-certificate", "#step-certificate"],
  ["certificate", withRoad({ certificate }), "#rail-certificate", "#verdict"],
  ["key, none", withRoad({ certificate }), "#rail-key", "#use-certificate-key"],
  ["key, to register", withRoad({ key }), "#rail-key", "#open-portal"],
  ["key, registered", withRoad({ key: registeredKey }), "#rail-key", "#key-summary"],
  ["settings", appView(), "#rail-settings", "#page-settings"],
];

test.each(PAGES)("axe finds nothing on %s", async (_, app, click, heading) => {
  for (const language of LANGUAGES) {
    for (const theme of ["light", "dark"] as const) {
      const opened = { ...app, settings: { language, theme } };
      const { unmount } = await show(<App />, preview({ app_open: () => opened }));
      if (click !== null) {
        await expect.poll(() => document.querySelector(click)).not.toBeNull();
        document.querySelector<HTMLElement>(click)?.click();
      }
      await expect.poll(() => document.querySelector(heading)).not.toBeNull();
      await expect.poll(() => document.documentElement.lang).toBe(language);
      await accessible();
      await unmount();
    }
  }
});
