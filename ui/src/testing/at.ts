import { expect } from "vitest";
import { type Locator, page, userEvent } from "vitest/browser";

/** The element, once it is there; by the ids that the window's own tests use. */
export async function at(selector: string): Promise<Locator> {
  await expect.poll(() => document.querySelector(selector), { message: selector }).not.toBeNull();
  const element = document.querySelector(selector);
  if (element === null) throw new Error(`${selector} left at once`);
  return page.elementLocator(element);
}

export async function click(selector: string): Promise<void> {
  await userEvent.click(await at(selector));
}

export async function fill(selector: string, text: string): Promise<void> {
  await userEvent.fill(await at(selector), text);
}

/** Its words now, with plain spaces; empty when it is not there. */
export function words(selector: string): string {
  return (document.querySelector(selector)?.textContent ?? "").replaceAll("\u00a0", " ");
}

export function isThere(selector: string): boolean {
  return document.querySelector(selector) !== null;
}

/** Opens what is folded away, and waits until it has unfolded; browsers do not list that animation. */
export async function unfold(details: string): Promise<void> {
  await click(`${details} summary, ${details} u-summary`);
  let before = 0;
  const stands = () => {
    const now = document.querySelector(`${details}[open]`)?.getBoundingClientRect().height ?? 0;
    const same = now > 0 && now === before;
    before = now;
    return same;
  };
  await expect.poll(stands, { interval: 100 }).toBe(true);
}
