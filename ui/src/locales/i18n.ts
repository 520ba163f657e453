import i18next, { type Resource } from "i18next";
import { initReactI18next } from "react-i18next";

import type { Language } from "../ipc/generated/Language";

const files = import.meta.glob<Record<string, unknown>>("./*/*.json", { eager: true, import: "default" });

/** Everything under locales: one namespace a file, so that a new noun needs no line here. */
function resources(): Resource {
  const all: Resource = {};
  for (const [path, texts] of Object.entries(files)) {
    const [, language, file] = path.split("/");
    if (language === undefined || file === undefined) continue;
    (all[language] ??= {})[file.replace(".json", "")] = texts;
  }
  return all;
}

/** Bokmål is the source; the two others are complete, which a test sees to. */
export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  lng: "nb",
  fallbackLng: "nb",
  defaultNS: "common",
  resources: resources(),
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** Switches at once, in the document's own language tag too. */
export function speak(language: Language): void {
  document.documentElement.lang = language;
  if (i18n.language !== language) void i18n.changeLanguage(language);
}
