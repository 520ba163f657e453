import type { TFunction } from "i18next";

import type { FindingView } from "../ipc/generated/FindingView";
import type { TurnView } from "../ipc/generated/TurnView";
import type { VerdictGroup } from "../parts/VerdictCard";
import { factTexts } from "./facts";

const WEIGHT: Record<FindingView["severity"], number> = { blocking: 0, warning: 1, note: 2, good: 3 };
const MOVES: readonly TurnView[] = ["you", "your_organisation", "service", "network", "us"];

/** Findings by whose move it is, heaviest first; what is in order comes last. */
export function findingGroups(
  findings: readonly FindingView[],
  t: TFunction,
  language: string,
): VerdictGroup[] {
  const sorted = findings.toSorted((one, other) => WEIGHT[one.severity] - WEIGHT[other.severity]);
  const toItem = ({ severity, problem }: FindingView) => {
    const facts = factTexts(problem.facts, t, language);
    const words = (part: string) =>
      t([`problems:${problem.code}.${part}`, `common:problem.unknown.${part}`], facts);
    const text = `${words("cause")} ${words("remedy")}`;
    return { key: problem.code, kind: severity, title: words("title"), ...(severity !== "good" && { text }) };
  };
  const open = sorted.filter((finding) => finding.severity !== "good");
  const groups = MOVES.map((turn) => ({
    title: t(`common:move.${turn}`),
    items: open.filter((finding) => finding.problem.turn === turn).map(toItem),
  }));
  const good = sorted.filter((finding) => finding.severity === "good").map(toItem);
  return [...groups, { title: t("common:move.good"), items: good }].filter((group) => group.items.length > 0);
}
