import { expect, test } from "vitest";

const files = import.meta.glob<unknown>("./*/*.json", { eager: true, import: "default" });
const names = [...new Set(Object.keys(files).map((path) => path.split("/")[2] ?? ""))];

/** Every text under its whole key. */
function flat(texts: unknown, under = ""): Map<string, string> {
  if (typeof texts === "string") return new Map([[under, texts]]);
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(texts ?? {})) {
    flat(value, under === "" ? key : `${under}.${key}`).forEach((text, whole) => all.set(whole, text));
  }
  return all;
}

const texts = (language: string, name: string) => flat(files[`./${language}/${name}`]);
const placeholders = (text = "") => [...text.matchAll(/{{\s*(\w+)/g)].map(([, found]) => found ?? "").sort();

test.each(names)("%s has the same texts with the same placeholders in all three languages", (name) => {
  const source = texts("nb", name);
  for (const language of ["nn", "en"]) {
    const other = texts(language, name);
    expect([...other.keys()].sort(), language).toEqual([...source.keys()].sort());
    for (const [key, text] of source) {
      expect(placeholders(other.get(key)), `${language} ${key}`).toEqual(placeholders(text));
    }
  }
});

test.each(names)("%s has no empty text and no exclamation mark", (name) => {
  for (const language of ["nb", "nn", "en"]) {
    for (const [key, text] of texts(language, name)) {
      expect(text.trim(), `${language} ${key}`).not.toBe("");
      expect(text, `${language} ${key}`).not.toContain("!");
    }
  }
});
