import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useRef } from "react";

import { ScrollArea } from "./ScrollArea";
import styles from "./VirtualList.module.css";

interface Props<T> {
  id: string;
  /** Names the list to those who do not see it. */
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  /** About how high a row is, in pixels; each is measured when it is drawn. */
  estimate: number;
  children: (item: T) => ReactNode;
}

/** A list of any length, of which only what is in sight is drawn. It scrolls within itself, also by keyboard. */
export function VirtualList<T>({ id, label, items, keyOf, estimate, children }: Props<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  // What is in sight changes with every turn of the wheel, so there is nothing to remember.
  // eslint-disable-next-line react-hooks/incompatible-library
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimate,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    overscan: 8,
  });
  return (
    <ScrollArea ref={scroller} label={label} className={styles.scroller}>
      <div
        id={id}
        role="list"
        aria-label={label}
        style={{ height: rows.getTotalSize() }}
        className={styles.rows}
      >
        {rows.getVirtualItems().map(({ key, index, start }) => {
          const item = items[index];
          return (
            item !== undefined && (
              <div
                key={key}
                ref={rows.measureElement}
                role="listitem"
                aria-setsize={items.length}
                aria-posinset={index + 1}
                data-index={index}
                className={styles.row}
                style={{ transform: `translateY(${start}px)` }}
              >
                {children(item)}
              </div>
            )
          );
        })}
      </div>
    </ScrollArea>
  );
}
