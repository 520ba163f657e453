import { Button } from "@digdir/designsystemet-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { CalendarEntry } from "../../ipc/generated/CalendarEntry";
import styles from "./calendar.module.css";

interface Props {
  told: { text: string; removed: CalendarEntry | null } | null;
  onUndo: (entry: CalendarEntry) => void;
}

/** What was added or taken away, with a way back. There before it speaks, so that it is read aloud. */
export function Removed({ told, onUndo }: Props) {
  const { t } = useTranslation("calendar");
  const removed = told?.removed ?? null;
  const holder = useRef<HTMLDivElement>(null);
  // What was pressed is gone with what it was about.
  useEffect(() => {
    if (told !== null) holder.current?.focus();
  }, [told]);
  return (
    <div role="status" ref={holder} tabIndex={-1} className={styles.told}>
      {told && <span id="calendar-told">{told.text}</span>}
      {removed && (
        <Button id="watch-undo" variant="tertiary" data-size="sm" onClick={() => onUndo(removed)}>
          {t("watch.undo")}
        </Button>
      )}
    </div>
  );
}
