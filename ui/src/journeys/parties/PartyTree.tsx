import { ChevronDownIcon, ChevronRightIcon } from "@navikt/aksel-icons";
import { Tag } from "@digdir/designsystemet-react";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, useRef } from "react";
import { useTranslation } from "react-i18next";

import { organisationNumber } from "../../parts/format";
import { onKey } from "./keyboard";
import styles from "./parties.module.css";
import type { TreeRow } from "./tree";

interface Props {
  rows: readonly TreeRow[];
  chosen: string | null;
  onChoose: (uuid: string) => void;
  /** Opens what is shut, shuts what is open. */
  onTurn: (uuid: string) => void;
}

/** A line's height; its words stay on one line. */
const HEIGHT = 56;

/** Parties as a tree with one stop for the keyboard, of which only what is in sight is drawn. */
export function PartyTree({ rows, chosen, onChoose, onTurn }: Props) {
  const { t } = useTranslation("parties");
  const scroller = useRef<HTMLDivElement>(null);
  const found = rows.findIndex(({ party }) => party.uuid === chosen);
  const at = Math.max(found, 0);
  // What is in sight changes with every turn of the wheel, so there is nothing to remember.
  // eslint-disable-next-line react-hooks/incompatible-library
  const drawn = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT,
    overscan: 8,
    // The line that has the focus is there, wherever one has scrolled.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), at])].sort((a, b) => a - b),
  });

  function choose(index: number) {
    const row = rows[index];
    if (row === undefined) return;
    onChoose(row.party.uuid);
    drawn.scrollToIndex(index);
  }

  function press(event: KeyboardEvent) {
    const done = onKey(event.key, rows, at);
    if (done === null) return;
    event.preventDefault();
    if ("to" in done) choose(done.to);
    else onTurn(done.turn);
  }

  function click(event: MouseEvent) {
    if (!(event.target instanceof Element)) return;
    const index = Number(event.target.closest("[data-index]")?.getAttribute("data-index") ?? NaN);
    const row = rows[index];
    if (row === undefined) return;
    if (event.target.closest("[data-turn]") !== null) onTurn(row.party.uuid);
    else onChoose(row.party.uuid);
  }

  return (
    <div
      ref={scroller}
      id="party-tree"
      role="tree"
      tabIndex={0}
      aria-label={t("tree.label")}
      aria-activedescendant={found < 0 ? undefined : `party-${chosen}`}
      className={styles.tree}
      onKeyDown={press}
      onClick={click}
    >
      <div role="none" className={styles.lines} style={{ height: drawn.getTotalSize() }}>
        {drawn.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row && <Line key={row.party.uuid} row={row} index={index} start={start} chosen={chosen} />;
        })}
      </div>
    </div>
  );
}

function Line({
  row,
  index,
  start,
  chosen,
}: {
  row: TreeRow;
  index: number;
  start: number;
  chosen: string | null;
}) {
  const { t } = useTranslation("parties");
  const { party, level, open, hit } = row;
  const Chevron = open === true ? ChevronDownIcon : ChevronRightIcon;
  const number =
    party.organisation === null ? t(`kind.${party.kind}`) : organisationNumber(party.organisation);
  return (
    <div
      id={`party-${party.uuid}`}
      role="treeitem"
      aria-level={level}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      aria-expanded={open ?? undefined}
      aria-selected={party.uuid === chosen}
      data-index={index}
      className={styles.line}
      style={{
        transform: `translateY(${start}px)`,
        paddingInlineStart: `calc(var(--ds-size-6) * ${level - 1})`,
      }}
    >
      <span className={styles.turn} data-turn={open === null ? undefined : ""}>
        {open !== null && <Chevron aria-hidden />}
      </span>
      <span className={styles.who}>
        <bdi className={styles.name}>{party.name}</bdi>
        <span className={styles.about}>
          {[number, party.form, hit].filter((part) => part != null).join(" · ")}
        </span>
      </span>
      {party.hierarchy_only && (
        <Tag data-size="sm" data-color="neutral">
          {t("tree.hierarchy")}
        </Tag>
      )}
      {party.deleted && (
        <Tag data-size="sm" data-color="warning">
          {t("tree.deleted")}
        </Tag>
      )}
    </div>
  );
}
