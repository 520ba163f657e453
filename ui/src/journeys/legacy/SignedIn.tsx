import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { LegacyView } from "../../ipc/generated/LegacyView";
import styles from "./legacy.module.css";
import { Reading } from "./Reading";
import { Rungs } from "./Rungs";

interface Props {
  view: LegacyView;
  onLogOut: () => void;
}

/** Whoever is logged in, or nobody: the way out, the rungs, what could be read. */
export function SignedIn({ view, onLogOut }: Props) {
  const { t } = useTranslation("legacy");
  return (
    <>
      {view.session !== null && (
        <div className={styles.head} id="legacy-session">
          <Paragraph>{t("session.in", { how: t(`way.${view.session}.label`) })}</Paragraph>
          <Button id="legacy-log-out" variant="secondary" data-size="sm" onClick={onLogOut}>
            {t("session.out")}
          </Button>
        </div>
      )}
      <Rungs />
      <Reading view={view} />
    </>
  );
}
