import { Card, Details, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { IssuedFileView } from "../../ipc/generated/IssuedFileView";
import type { PracticeView } from "../../ipc/generated/PracticeView";
import { useCommand } from "../../ipc/useCommand";
import { IntoView } from "../../parts/IntoView";
import { Mark } from "../../parts/Mark";
import { ProblemCard } from "../../problems/ProblemCard";
import { IssuedFile } from "./IssuedFile";
import styles from "./practice.module.css";

interface Props {
  /** Of the newest order. */
  files: readonly IssuedFileView[];
  /** All of this run. */
  all: readonly IssuedFileView[];
  onChange: (practice: PracticeView) => void;
}

/** Where the practice files are, and their password. */
export function Issued({ files, all, onChange }: Props) {
  const { t } = useTranslation("practice");
  const revoke = useCommand("practice_revoke");
  const isNew = ({ path }: IssuedFileView) => files.some((file) => file.path === path);
  const others = all.filter((file) => !isNew(file));
  const shown = files.map((file) => all.find(({ path }) => path === file.path) ?? file);
  const withdraw = async (serial: string) => {
    const practice = await revoke.run({ serial });
    if (practice !== null) onChange(practice);
  };
  const row = (file: IssuedFileView, end: string) => (
    <IssuedFile
      key={file.path}
      file={file}
      end={end}
      busy={revoke.busy}
      onRevoke={() => void withdraw(file.serial)}
    />
  );

  return (
    <IntoView key={files[0]?.path ?? ""}>
      <Card id="issued" data-color="success" className={styles.section} role="status">
        <div className={styles.title}>
          <Mark kind="good" />
          <Heading level={3} data-size="2xs">
            {t(files.length > 1 ? "hall.set_issued" : "hall.issued")}
          </Heading>
        </div>
        <Paragraph>{t(files.length > 1 ? "hall.set_next" : "hall.issued_next")}</Paragraph>
        {revoke.problem && <ProblemCard problem={revoke.problem} />}
        {shown.map((file, place) => row(file, place === 0 ? "" : `-${place + 1}`))}
        {others.length > 0 && (
          <div>
            <Details>
              <Details.Summary>{t("hall.earlier")}</Details.Summary>
              <Details.Content className={styles.section}>
                {others.map((file, place) => row(file, `-earlier-${place + 1}`))}
              </Details.Content>
            </Details>
          </div>
        )}
      </Card>
    </IntoView>
  );
}
