import type { PartyView } from "../../ipc/generated/PartyView";

/** A line of the tree. */
export interface TreeRow {
  party: PartyView;
  /** From one. */
  level: number;
  /** None where there is nothing below it. */
  open: boolean | null;
  /** Among its siblings, from one. */
  place: number;
  siblings: number;
  /** The package, resource or role that was sought, where that is what fits. */
  hit: string | null;
}

/** What was asked for, without the spaces that people put in numbers. */
function wordsOf(query: string): string[] {
  const joined = query.toLocaleLowerCase().replace(/(?<=\d)\s+(?=\d)/g, "");
  return joined.split(/\s+/).filter((word) => word !== "");
}

function rightsOf(party: PartyView): string[] {
  return [...party.packages, ...party.resources, ...party.roles];
}

/** A party fits when each word stands in its name, its number, or one of its rights; then which right. */
function fits(party: PartyView, words: readonly string[]): { hit: string | null } | null {
  const named = `${party.name} ${party.organisation ?? ""}`.toLocaleLowerCase();
  const rest = words.filter((word) => !named.includes(word));
  if (rest.length === 0) return { hit: null };
  const rights = rightsOf(party);
  const found = rest.map((word) => rights.find((right) => right.toLocaleLowerCase().includes(word)));
  const [first] = found;
  return first === undefined || found.includes(undefined) ? null : { hit: first };
}

/** The lines in sight: nothing below what is closed; while something is sought, what fits with all that is above it. */
export function rowsOf(parties: readonly PartyView[], closed: ReadonlySet<string>, query: string): TreeRow[] {
  const words = wordsOf(query);
  const rows: TreeRow[] = [];

  function add(siblings: readonly PartyView[], level: number): boolean {
    const begun = rows.length;
    const own: TreeRow[] = [];
    for (const party of siblings) {
      const fit = words.length === 0 ? { hit: null } : fits(party, words);
      const row: TreeRow = { party, level, open: null, place: 0, siblings: 0, hit: fit?.hit ?? null };
      const at = rows.push(row);
      const shut = closed.has(party.uuid) && words.length === 0;
      const below = shut ? false : add(party.subunits, level + 1);
      if (fit === null && !below) {
        rows.length = at - 1;
        continue;
      }
      if (below || (shut && party.subunits.length > 0)) row.open = below;
      own.push(row);
    }
    own.forEach((row, index) => {
      row.place = index + 1;
      row.siblings = own.length;
    });
    return rows.length > begun;
  }

  add(parties, 1);
  return rows;
}

/** How many there are to act for, subunits and all; one that only shows where another belongs is none. */
export function howMany(parties: readonly PartyView[]): number {
  return parties.reduce((sum, party) => sum + (party.hierarchy_only ? 0 : 1) + howMany(party.subunits), 0);
}
