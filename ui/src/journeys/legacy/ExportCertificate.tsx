import { Button, Details, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./legacy.module.css";

/** The file that the portal once took; the certificate alone. */
export function ExportCertificate() {
  const { t } = useTranslation("legacy");
  const save = useCommand("certificate_save");
  const saved = save.state.kind === "done" ? save.state.answer.saved : null;
  return (
    <Details id="legacy-export">
      <Details.Summary>{t("export.title")}</Details.Summary>
      <Details.Content>
        <div className={styles.section}>
          <Paragraph data-size="sm">{t("export.why")}</Paragraph>
          <div className={styles.buttons}>
            {(["cer", "pem"] as const).map((form) => (
              <Button
                key={form}
                id={`legacy-save-${form}`}
                variant="secondary"
                data-size="sm"
                onClick={() => void save.run({ pem: form === "pem", examined: null })}
              >
                {t(`export.${form}`)}
              </Button>
            ))}
          </div>
          <Paragraph data-size="sm" aria-live="polite">
            {saved !== null && t("export.saved", { name: saved })}
          </Paragraph>
          {save.problem && <ProblemCard problem={save.problem} />}
        </div>
      </Details.Content>
    </Details>
  );
}
