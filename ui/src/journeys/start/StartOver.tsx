import { Button, Details, Paragraph } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import type { StepProps } from "../StepProps";
import styles from "./start.module.css";

interface Props extends Pick<StepProps, "replace"> {
  /** Unfolded from the beginning. */
  open: boolean;
}

/** A way on without the keys: the first press asks, the second does. */
export function StartOver({ open, replace }: Props) {
  const { t } = useTranslation(["start", "common"]);
  const startOver = useCommand("vault_start_over");
  const [sure, setSure] = useState(false);

  async function begin() {
    const app = await startOver.run({});
    if (app) replace(app);
  }

  return (
    <Details defaultOpen={open}>
      <Details.Summary>{t("start:vault.over.title")}</Details.Summary>
      <Details.Content className={styles.form}>
        <Paragraph>{t("start:vault.over.text")}</Paragraph>
        {sure ? (
          <div data-row>
            <Button
              id="start-over-confirm"
              data-color="danger"
              loading={startOver.busy}
              onClick={() => void begin()}
            >
              {t("start:vault.over.confirm")}
            </Button>
            <Button id="start-over-cancel" variant="tertiary" onClick={() => setSure(false)}>
              {t("common:cancel")}
            </Button>
          </div>
        ) : (
          <div>
            <Button id="start-over" variant="secondary" onClick={() => setSure(true)}>
              {t("start:vault.over.do")}
            </Button>
          </div>
        )}
        {startOver.problem && (
          <ProblemCard problem={startOver.problem} on={{ try_again: () => void begin() }} />
        )}
      </Details.Content>
    </Details>
  );
}
