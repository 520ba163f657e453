import { Details } from "@digdir/designsystemet-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import type { SystemName } from "../../ipc/generated/SystemName";
import type { TrailEntryView } from "../../ipc/generated/TrailEntryView";
import { useCommand } from "../../ipc/useCommand";
import { ClockCard } from "../ClockCard";
import { TrailTable } from "../TrailTable";

interface Props {
  /** Rises with each order that was answered. */
  after: number;
  system: SystemName;
}

/** After an answer: the clock where it is wrong, and what the last order did, step by step. */
export function Happened({ after, system }: Props) {
  const { t } = useTranslation("maskinporten");
  const { state, run } = useCommand("trail_open");
  useEffect(() => void run({}), [after, run]);
  if (state.kind !== "done") return null;
  const { clock, entries } = state.answer;
  const last = lastOrder(entries);
  return (
    <>
      {clock?.off && <ClockCard clock={clock} system={system} />}
      {last.length > 0 && (
        <Details id="happened">
          <Details.Summary>{t("happened.title")}</Details.Summary>
          <Details.Content>
            <TrailTable entries={last} />
          </Details.Content>
        </Details>
      )}
    </>
  );
}

/** All since the order before was answered, the newest first. */
function lastOrder(entries: readonly TrailEntryView[]): TrailEntryView[] {
  const places = (name: string) =>
    entries.flatMap((entry, place) => (entry.kind === "step" && entry.name === name ? [place] : []));
  const answered = places("maskinporten.token");
  // Whoever looks for the cause of a refusal orders a token for that.
  const [lookup] = places("maskinporten.system_user_token").slice(-1);
  const own = lookup !== undefined && lookup > (answered.at(-2) ?? -1) ? -2 : -1;
  const before = answered.at(own - 1);
  if (before !== undefined) return entries.slice(before + 1).reverse();
  // The exchange stands before its step.
  const [metadata] = places("maskinporten.metadata");
  return metadata === undefined ? [] : entries.slice(Math.max(metadata - 1, 0)).reverse();
}
