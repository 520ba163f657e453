import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { IssuedFileView } from "../../ipc/generated/IssuedFileView";
import { CopyField } from "../../parts/CopyField";
import { Mark } from "../../parts/Mark";
import styles from "./practice.module.css";

interface Props {
  file: IssuedFileView;
  /** What ids end with, where there are several. */
  end: string;
  busy: boolean;
  onRevoke: () => void;
}

/** One practice file: where it is, its password, whether its certificate still holds. */
export function IssuedFile({ file, end, busy, onRevoke }: Props) {
  const { t } = useTranslation(["practice", "common"]);
  const name = file.path.split(/[\\/]/).at(-1) ?? "";
  // Every field has a name of its own, also among several files.
  const named = (label: string) => (end === "" ? label : [label, name].join(", "));
  const copy = { copy: t("common:copy.copy"), copied: t("common:copy.copied") };
  return (
    <div className={styles.section}>
      <CopyField
        label={named(t("hall.path"))}
        value={file.path}
        valueId={`issued-path${end}`}
        id={`copy-path${end}`}
        {...copy}
      />
      {file.password === "" ? (
        <Paragraph id={`issued-password${end}`}>{t("hall.no_password")}</Paragraph>
      ) : (
        <CopyField
          label={named(t("hall.password"))}
          value={file.password}
          valueId={`issued-password${end}`}
          id={`copy-password${end}`}
          {...copy}
        />
      )}
      <Paragraph data-size="sm">
        {t("hall.public")} <code className={styles.path}>{file.public_path}</code>
      </Paragraph>
      {file.revoked ? (
        <div className={styles.title}>
          <Mark kind="warning" />
          <Paragraph id={`revoked${end}`}>{t("hall.revoked")}</Paragraph>
        </div>
      ) : (
        <div>
          <Button
            id={`revoke${end}`}
            variant="tertiary"
            data-size="sm"
            data-color="danger"
            loading={busy}
            onClick={onRevoke}
          >
            {t("hall.revoke")}
          </Button>
        </div>
      )}
    </div>
  );
}
