import { useState } from "react";
import { expect, test } from "vitest";

import { scripted } from "../ipc/hosts/scripted";
import { at, click } from "../testing/at";
import { show } from "../testing/show";
import { StepPage } from "./StepPage";

test("a button that opens a form does not submit it with the same press", async () => {
  const sent: string[] = [];
  function Opening() {
    const [open, setOpen] = useState(false);
    const primary = open
      ? { label: "Send", form: "opened" }
      : { label: "Open", onClick: () => setOpen(true) };
    return (
      <StepPage id="page" title="Page" purpose="Purpose" primary={primary}>
        {open && (
          <form
            id="opened"
            onSubmit={(event) => {
              event.preventDefault();
              sent.push("sent");
            }}
          />
        )}
      </StepPage>
    );
  }
  await show(<Opening />, scripted({}));
  await click("#primary");
  await at("#opened");
  expect(sent).toEqual([]);
  await click("#primary");
  expect(sent).toEqual(["sent"]);
});
