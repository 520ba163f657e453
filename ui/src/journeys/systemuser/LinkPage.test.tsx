import { expect, test } from "vitest";

import { fail } from "../../ipc/hosts/scripted";
import { at, click, fill } from "../../testing/at";
import { accessibleInAll } from "../../testing/languages";
import { requestView } from "../../testing/requests";
import { NONE, open } from "../../testing/systemUserStep";

test("a bought system: the vendor's link is looked at, opened, and approved", async () => {
  const link = requestView().link ?? "";
  const opened = { link, kind: "standard" as const, opened_at: "2026-11-21T10:00:00Z", approved: false };
  const { inputs, went } = await open({
    answers: { talks: "bought_system" },
    script: {
      request_open_link: () => ({ ...NONE, link: opened }),
      request_approve_link: () => ({ ...NONE, link: { ...opened, approved: true } }),
    },
  });
  await fill("#pasted-link", ` ${link} `);
  await click("#primary");
  await at("#link-good");
  await accessibleInAll();
  await click("#primary");
  await at("#link-opened");
  await click("#primary");
  await at("#link-approved");
  await click("#primary");
  expect(went).toEqual(["next"]);
  expect(inputs("request_open_link")).toEqual([{ link }]);
});

test("a link to somewhere else is refused before it is opened", async () => {
  const { inputs } = await open({
    answers: { talks: "bought_system" },
    script: { request_link: () => fail("request.not_a_link") },
  });
  await fill("#pasted-link", "https://example.com");
  await click("#primary");
  await expect.element(await at("#problem")).toHaveAttribute("data-code", "request.not_a_link");
  expect(inputs("request_open_link")).toEqual([]);
});
