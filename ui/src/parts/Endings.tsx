import type { ReactNode } from "react";

import styles from "./Endings.module.css";
import { Mark, type MarkKind } from "./Mark";

export interface Ending {
  /** Of the element; a link can lead to it. */
  id: string;
  kind: MarkKind;
  what: string;
  name: string;
  /** Whether the name is an id, set in monospace. */
  code: boolean;
  /** A quiet line under it. */
  note?: ReactNode;
  /** RFC 3339. */
  at: string;
  /** When it ends, in words. */
  when: string;
  /** How long that is from now, in words. */
  left: string;
  /** What can be done about it. */
  buttons?: ReactNode;
}

/** What ends when, a line each: shape, colour and words. */
export function Endings({ endings, label }: { endings: readonly Ending[]; label: string }) {
  return (
    <ul className={styles.list} aria-label={label}>
      {endings.map(({ id, kind, what, name, code, note, at, when, left, buttons }) => (
        <li key={id} id={id} tabIndex={-1} className={styles.item}>
          <Mark kind={kind} />
          <div className={styles.about}>
            <span className={styles.name}>
              <strong>{what}</strong>
              <bdi>{code ? <code>{name}</code> : name}</bdi>
            </span>
            <span className={styles.when}>
              <strong>{left}</strong> · <time dateTime={at}>{when}</time>
            </span>
            {note !== undefined && <span className={styles.note}>{note}</span>}
          </div>
          {buttons !== undefined && <div className={styles.buttons}>{buttons}</div>}
        </li>
      ))}
    </ul>
  );
}
