import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { UseCertificate } from "../../ipc/generated/UseCertificate";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./certificate.module.css";

/** Saves the public part, of the certificate in use or of one that is only looked at. */
export function SaveButtons({ examined }: { examined: UseCertificate | null }) {
  const { t } = useTranslation("certificate");
  const save = useCommand("certificate_save");
  const saved = save.state.kind === "done" ? save.state.answer.saved : null;
  return (
    <div className={styles.order}>
      <div data-row>
        <Button
          id="save-cer"
          variant="secondary"
          data-size="sm"
          onClick={() => void save.run({ pem: false, examined })}
        >
          {t("save_cer")}
        </Button>
        <Button
          id="save-pem"
          variant="secondary"
          data-size="sm"
          onClick={() => void save.run({ pem: true, examined })}
        >
          {t("save_pem")}
        </Button>
      </div>
      <Paragraph data-size="sm" aria-live="polite">
        {saved === null ? t("public_only") : t("saved", { name: saved })}
      </Paragraph>
      {save.problem && <ProblemCard problem={save.problem} />}
    </div>
  );
}
