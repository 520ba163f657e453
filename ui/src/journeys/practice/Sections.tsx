import { useTranslation } from "react-i18next";

import styles from "./practice.module.css";

const SECTIONS = [
  ["time", "time"],
  ["town-hall", "hall"],
  ["practice-portal", "portal"],
  ["behaviour", "behaviour"],
  ["town-systems", "systems"],
  ["town-delegations", "delegation"],
  ["faults", "faults"],
] as const;

/** The parts of the long page, each a link away, and unfolded by it. */
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
            const part = document.getElementById(id);
            part?.closest("details")?.setAttribute("open", "");
            part?.focus();
          }}
        >
          {t(`${texts}.heading`)}
        </a>
      ))}
    </nav>
  );
}
