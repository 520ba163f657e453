import { Breakable } from "./Breakable";
import styles from "./parts.module.css";

export interface FactLine {
  name: string;
  value: string | readonly string[];
  /** Monospaced: a code, an id, a scope. */
  code?: boolean;
}

/** Facts as a definition list. */
export function Facts({ facts }: { facts: readonly FactLine[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value, code }) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          {(typeof value === "string" ? [value] : value).map((line) => (
            <dd key={line}>
              <bdi>
                {code ? (
                  <code>
                    <Breakable text={line} />
                  </code>
                ) : (
                  line
                )}
              </bdi>
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
