import type { SystemView } from "../../ipc/generated/SystemView";
import type { TextsView } from "../../ipc/generated/TextsView";

/** The text in the reader's language; in bokmål, or whichever there is, where that is missing. */
export function inWords(texts: TextsView, language: string): string {
  const own = language === "nn" ? texts.nn : language === "en" ? texts.en : texts.nb;
  return [own, texts.nb, texts.nn, texts.en].find((text) => text !== "") ?? "";
}

export function stateOf(system: SystemView): "deleted" | "visible" | "hidden" {
  if (system.deleted) return "deleted";
  return system.visible ? "visible" : "hidden";
}

/** The lines of a field with one name a line. */
export function lines(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
