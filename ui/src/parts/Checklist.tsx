import { Checkbox } from "@digdir/designsystemet-react";
import { type ReactNode, useState } from "react";

import styles from "./Checklist.module.css";

export interface ChecklistItem {
  id: string;
  text: string;
  /** What it takes; folded away once it is done. */
  content?: ReactNode;
}

interface Props {
  items: readonly ChecklistItem[];
  /** «3 av 8 gjort». */
  progress: (done: number, of: number) => string;
}

/** Things to do elsewhere, in order; the person ticks them off. */
export function Checklist({ items, progress }: Props) {
  const [done, setDone] = useState<readonly string[]>([]);
  const isDone = (id: string) => done.includes(id);
  const tick = (id: string) =>
    setDone((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  return (
    <>
      <ol className={styles.list}>
        {items.map(({ id, text, content }, place) => (
          <li key={id} className={styles.item} data-done={isDone(id)}>
            <Checkbox
              id={`done-${id}`}
              value={id}
              label={`${place + 1}. ${text}`}
              checked={isDone(id)}
              onChange={() => tick(id)}
            />
            {content !== undefined && !isDone(id) && <div className={styles.content}>{content}</div>}
          </li>
        ))}
      </ol>
      <p role="status" className={styles.progress}>
        {progress(items.filter(({ id }) => isDone(id)).length, items.length)}
      </p>
    </>
  );
}
