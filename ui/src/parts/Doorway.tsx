import styles from "./parts.module.css";

/** The sign: an arch with light behind it. */
export function Doorway() {
  return (
    <svg viewBox="0 0 96 72" aria-hidden className={styles.doorway}>
      <path d="M24 56V40a24 24 0 0 1 48 0v16z" className={styles.arch} />
      <path d="M32 56V40a16 16 0 0 1 32 0v16z" className={styles.light} />
      <path d="M32 56h32l12 16H20z" className={styles.floor} />
    </svg>
  );
}
