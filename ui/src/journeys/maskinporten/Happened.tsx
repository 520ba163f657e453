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

/** From where the metadata was read for the last grant; the newest first. */
function lastOrder(entries: readonly TrailEntryView[]): TrailEntryView[] {
  const is = (name: string) => (entry: TrailEntryView) => entry.kind === "step" && entry.name === name;
  const grant = entries.findLastIndex(is("maskinporten.grant"));
  const metadata = entries.slice(0, Math.max(grant, 0)).findLastIndex(is("maskinporten.metadata"));
  // The exchange stands before its step.
  const first = grant === -1 ? entries.findLastIndex(is("maskinporten.metadata")) : metadata;
  return first === -1 ? [] : entries.slice(Math.max(first - 1, 0)).reverse();
}
