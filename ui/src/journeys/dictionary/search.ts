import type { DictionaryEntryView } from "../../ipc/generated/DictionaryEntryView";

/** An entry with its words in the reader's language. */
export interface Told {
  entry: DictionaryEntryView;
  title: string;
  cause: string;
  remedy: string;
}

/** An entry, and the name in the person's text by which it was recognised. */
export type Found = Told & { name?: string | null };

/** What we call a noun's codes by. */
export const nounOf = (code: string): string => code.split(".")[0] ?? code;

/** A line of the dry run: no failure, so it is found and not leafed through. */
export const isCheck = (code: string): boolean => code.includes(".check_");

/** The entries in which every word stands, the ones that are called so first. */
export function search(told: readonly Told[], query: string): Told[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return [];
  const ranked = told.flatMap((one) => {
    const rank = rankOf(one, words);
    return rank === null ? [] : [{ one, rank }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ one }) => one);
}

/** By name, by title, or by the words of its explanation; none when a word is nowhere. */
function rankOf({ entry, title, cause, remedy }: Told, words: readonly string[]): number | null {
  const names = [entry.code, ...entry.called.map(({ name }) => name)].join("\n").toLowerCase();
  const places = [names, `${names}\n${title.toLowerCase()}`];
  const rank = places.findIndex((place) => words.every((word) => place.includes(word)));
  if (rank !== -1) return rank;
  const whole = [places[1], cause, remedy].join("\n").toLowerCase();
  return words.every((word) => whole.includes(word)) ? places.length : null;
}
