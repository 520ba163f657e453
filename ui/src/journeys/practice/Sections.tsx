import { useTranslation } from "react-i18next";

import styles from "./practice.module.css";

const SECTIONS = [
  ["time", "time"],
  ["town-hall", "hall"],
  ["practice-portal", "portal"],
  ["faults", "faults"],
] as const;

/** The parts of the long page, each a link away. */
export function Sections() {
  const { t } = useTranslation("practice");
  return (
    <nav aria-label={t("sections")} className={styles.sections}>
      {SECTIONS.map(([id, texts]) => (
        <a
          key={id}
          href={`#${id}`}
          onClick={(event) => {
            event.preventDefault();
            document.getElementById(id)?.focus();
          }}
        >
          {t(`${texts}.heading`)}
        </a>
      ))}
    </nav>
  );
}
