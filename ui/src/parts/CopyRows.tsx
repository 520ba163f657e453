import { Breakable } from "./Breakable";
import { CopyButton } from "./CopyButton";
import styles from "./CopyRows.module.css";

export interface CopyRow {
  id: string;
  label: string;
  /** What it is for. */
  purpose?: string;
  /** A line each where it takes several; nothing where it is left as it is. */
  value: string;
}

interface Props {
  rows: readonly CopyRow[];
  copy: string;
  copied: string;
  /** In the place of a value that is left as it is. */
  empty: string;
}

/** Fields of another form, each value copied by one press. */
export function CopyRows({ rows, copy, copied, empty }: Props) {
  return (
    <dl className={styles.rows}>
      {rows.map(({ id, label, purpose, value }) => (
        <div key={id} className={styles.row}>
          <dt className={styles.label}>
            {label}
            {purpose !== undefined && <span className={styles.purpose}>{purpose}</span>}
          </dt>
          {value === "" && <dd className={`${styles.value} ${styles.empty}`}>{empty}</dd>}
          {value !== "" &&
            value.split("\n").map((line, place) => (
              <dd key={line} className={styles.value}>
                <code id={place === 0 ? `value-${id}` : undefined}>
                  <Breakable text={line} />
                </code>
                <CopyButton
                  id={`copy-${id}${place === 0 ? "" : `-${place + 1}`}`}
                  text={line}
                  label={copy}
                  copied={copied}
                  what={`${label} ${line}`}
                />
              </dd>
            ))}
        </div>
      ))}
    </dl>
  );
}
