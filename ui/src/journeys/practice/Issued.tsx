import { Card, Details, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { IssuedFileView } from "../../ipc/generated/IssuedFileView";
import { CopyField } from "../../parts/CopyField";
import { Facts } from "../../parts/Facts";
import { IntoView } from "../../parts/IntoView";
import { Mark } from "../../parts/Mark";
import styles from "./practice.module.css";

interface Props {
  /** The newest. */
  file: IssuedFileView;
  /** All of this run. */
  earlier: readonly IssuedFileView[];
}

/** Where the practice file is, and its password. */
export function Issued({ file, earlier }: Props) {
  const { t } = useTranslation(["practice", "common"]);
  const copy = { copy: t("common:copy.copy"), copied: t("common:copy.copied") };
  const others = earlier.filter(({ path }) => path !== file.path);
  return (
    <IntoView key={file.path}>
      <Card id="issued" data-color="success" className={styles.section} role="status">
        <div className={styles.title}>
          <Mark kind="good" />
          <Heading level={3} data-size="2xs">
            {t("hall.issued")}
          </Heading>
        </div>
        <Paragraph>{t("hall.issued_next")}</Paragraph>
        <CopyField label={t("hall.path")} value={file.path} valueId="issued-path" id="copy-path" {...copy} />
        <CopyField
          label={t("hall.password")}
          value={file.password}
          valueId="issued-password"
          id="copy-password"
          {...copy}
        />
        {others.length > 0 && (
          <div>
            <Details>
              <Details.Summary>{t("hall.earlier")}</Details.Summary>
              <Details.Content>
                <Facts
                  facts={others.map(({ path, password }) => ({ name: path, value: password, code: true }))}
                />
              </Details.Content>
            </Details>
          </div>
        )}
      </Card>
    </IntoView>
  );
}
