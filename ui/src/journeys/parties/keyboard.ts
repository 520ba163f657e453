import type { TreeRow } from "./tree";

/** Lines that a page key moves. */
const PAGE = 10;

/** What a key does in a tree (WAI-ARIA, tree view pattern): to another line, or this one opened or shut. */
export function onKey(
  key: string,
  rows: readonly TreeRow[],
  at: number,
): { to: number } | { turn: string } | null {
  const last = rows.length - 1;
  const row = rows[at];
  const to = (index: number) => ({ to: Math.min(Math.max(index, 0), last) });
  switch (key) {
    case "ArrowDown":
      return to(at + 1);
    case "ArrowUp":
      return to(at - 1);
    case "PageDown":
      return to(at + PAGE);
    case "PageUp":
      return to(at - PAGE);
    case "Home":
      return to(0);
    case "End":
      return to(last);
    case "ArrowRight":
      if (row?.open === false) return { turn: row.party.uuid };
      return row?.open === true ? to(at + 1) : null;
    case "ArrowLeft": {
      if (row?.open === true) return { turn: row.party.uuid };
      const parent = rows.slice(0, at).findLastIndex((before) => before.level < (row?.level ?? 0));
      return parent < 0 ? null : to(parent);
    }
    default:
      return null;
  }
}
