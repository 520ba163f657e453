import axe from "axe-core";
import { expect } from "vitest";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds on the page, in words; nothing is the only good answer. */
export async function accessible(): Promise<void> {
  // What is half behind a footer that stays can be scrolled out from there. A fold that opens is no animation that one could wait for.
  const flowing = document.createElement("style");
  flowing.textContent =
    "footer { position: static !important; } ::details-content { transition: none !important; }";
  document.head.append(flowing);
  // Fades would be measured half way; one that was just asked for begins with the next frame.
  await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
  const ending = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
  const { violations } = await axe.run(document.body, {
    runOnly: WCAG,
    rules: { region: { enabled: false } },
  });
  flowing.remove();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} — ${node.failureSummary ?? ""}`),
  );
  expect(found).toEqual([]);
}

/** Light or dark, as the theme switch does it. */
export function scheme(name: "light" | "dark"): void {
  document.documentElement.dataset.colorScheme = name;
}
