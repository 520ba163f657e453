import { Button } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import styles from "./dictionary.module.css";
import { Explanation } from "./Explanation";
import type { Found } from "./search";

/** So many at first; whoever wants more says so. */
const FIRST = 20;

interface Props {
  entries: readonly Found[];
  /** The code of the one that is open from the start. */
  open?: string | undefined;
}

/** Entries under each other, each opened by itself. */
export function Entries({ entries, open }: Props) {
  const { t } = useTranslation("dictionary");
  const [all, setAll] = useState(false);
  const shown = all ? entries : entries.slice(0, FIRST);
  return (
    <div className={styles.entries} id="dictionary-entries">
      {shown.map((one) => (
        <Explanation key={one.entry.code} found={one} open={one.entry.code === open} />
      ))}
      {shown.length < entries.length && (
        <Button variant="secondary" data-size="sm" onClick={() => setAll(true)}>
          {t("all", { number: entries.length })}
        </Button>
      )}
    </div>
  );
}
