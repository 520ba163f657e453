import { Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { SavedFileAnswer } from "../ipc/generated/SavedFileAnswer";
import type { CommandState } from "../ipc/useCommand";
import { IntoView } from "../parts/IntoView";
import styles from "./Saved.module.css";

/** What it was saved as; silent when the person closed the dialog. */
export function Saved({ state }: { state: CommandState<SavedFileAnswer, never> }) {
  const { t } = useTranslation("common");
  const file = state.kind === "done" ? state.answer.saved : null;
  return (
    <Paragraph data-size="sm" role="status" className={styles.saved} asChild>
      <div>{file !== null && <IntoView key={file}>{t("saved", { file })}</IntoView>}</div>
    </Paragraph>
  );
}
