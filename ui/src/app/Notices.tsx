import { Button } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { Problem } from "../ipc/generated/Problem";
import { ProblemCard } from "../problems/ProblemCard";
import styles from "./App.module.css";

/** What a start met and mended, until it is closed. */
export function Notices({
  notices,
  onClose,
}: {
  notices: readonly Problem[];
  onClose: (notice: Problem) => void;
}) {
  const { t } = useTranslation("common");
  return notices.map((notice, place) => (
    <div key={`${notice.code}-${place}`} className={styles.notice}>
      <ProblemCard problem={notice} />
      <Button id={`notice-close-${place}`} variant="tertiary" data-size="sm" onClick={() => onClose(notice)}>
        {t("notice.close")}
      </Button>
    </div>
  ));
}
