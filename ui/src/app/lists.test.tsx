import { expect, test } from "vitest";

import { at, click, isThere } from "../testing/at";
import { keysView } from "../testing/keys";
import { preview } from "../testing/preview";
import { show } from "../testing/show";
import { appView, nothingDone, registeredKey, road } from "../testing/views";
import { App } from "./App";

test("going to the list of keys again shows the list, not the key that was opened from it", async () => {
  const app = appView({ setup: { ...nothingDone, road, key: registeredKey } });
  await show(<App />, preview({ app_open: () => app, key_list: () => keysView }));
  await at("#environment-band");
  await click("#rail-keys");
  await click("#open-key-k1");
  await at("#back-up");
  await click("#rail-keys");
  await at("#open-key-k1");
  expect(isThere("#back-up")).toBe(false);
});
