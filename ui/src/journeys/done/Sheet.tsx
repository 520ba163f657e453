import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { SavedFileAnswer } from "../../ipc/generated/SavedFileAnswer";
import { type CommandState, useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { Saved } from "../Saved";
import styles from "./done.module.css";

/** The hand-over sheet for programs; the printed one is the page's primary button. */
export function Sheet({ printed }: { printed: CommandState<SavedFileAnswer, never> }) {
  const { t } = useTranslation("done");
  const save = useCommand("handover_save");
  const saveJson = () => void save.run({ format: "json" });
  return (
    <section className={styles.section}>
      <Heading level={2} data-size="xs">
        {t("sheet.heading")}
      </Heading>
      <Paragraph>{t("sheet.purpose")}</Paragraph>
      <Button id="save-handover-json" variant="secondary" loading={save.busy} onClick={saveJson}>
        {t("sheet.json")}
      </Button>
      <Saved state={printed} />
      <Saved state={save.state} />
      {save.problem && <ProblemCard problem={save.problem} on={{ try_again: saveJson }} />}
    </section>
  );
}
