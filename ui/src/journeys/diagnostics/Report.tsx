import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/useCommand";
import { ScrollArea } from "../../parts/ScrollArea";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./diagnostics.module.css";

/** The report, shown whole before it can be saved. */
export function Report() {
  const { t } = useTranslation("diagnostics");
  const report = useCommand("report_open");
  const save = useCommand("report_save");
  const text = report.state.kind === "done" ? report.state.answer.text : null;
  const saved = save.state.kind === "done" ? save.state.answer.saved : null;
  const open = () => {
    save.reset();
    void report.run({});
  };
  const keep = () => void save.run({});

  return (
    <section className={styles.section}>
      <Heading level={2} data-size="sm">
        {t("report.heading")}
      </Heading>
      <Paragraph>{t("report.purpose")}</Paragraph>
      {report.problem && <ProblemCard problem={report.problem} on={{ try_again: open }} />}
      {text === null ? (
        <Button id="open-report" loading={report.busy} onClick={open}>
          {t("report.open")}
        </Button>
      ) : (
        <>
          <ScrollArea label={t("report.whole")} className={styles.report}>
            <pre id="report">{text}</pre>
          </ScrollArea>
          <Button id="save-report" loading={save.busy} onClick={keep}>
            {t("report.save")}
          </Button>
        </>
      )}
      <Paragraph data-size="sm" role="status">
        {saved !== null && t("report.saved", { file: saved })}
      </Paragraph>
      {save.problem && <ProblemCard problem={save.problem} on={{ try_again: keep }} />}
    </section>
  );
}
