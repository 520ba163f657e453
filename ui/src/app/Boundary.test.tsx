import { useState } from "react";
import { expect, test, vi } from "vitest";

import { scripted } from "../ipc/hosts/scripted";
import { at, click, isThere } from "../testing/at";
import { show } from "../testing/show";
import { Boundary } from "./Boundary";

function Broken(): never {
  throw new Error("cannot be drawn");
}

function Pages() {
  const [place, setPlace] = useState("broken");
  return (
    <>
      <button id="away" type="button" onClick={() => setPlace("good")}>
        x
      </button>
      <Boundary place={place}>{place === "broken" ? <Broken /> : <p id="good">x</p>}</Boundary>
    </>
  );
}

test("a page that cannot be drawn says so, and the next one is drawn", async () => {
  // React tells the console of it too.
  const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await show(<Pages />, scripted({}));
  await at('#problem[data-code="app.bug"]');
  await click("#away");
  await at("#good");
  expect(isThere("#problem")).toBe(false);
  told.mockRestore();
});
