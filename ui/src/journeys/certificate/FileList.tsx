import { useTranslation } from "react-i18next";

import { Mark, type MarkKind } from "../../parts/Mark";
import styles from "./certificate.module.css";
import type { ListedFile } from "./files";

/** The chosen files: name, what each is by its content, and what came of it. */
export function FileList({ files }: { files: readonly ListedFile[] }) {
  const { t } = useTranslation("certificate");

  function came({ examined, problem, locked }: ListedFile): string {
    if (locked) return t("certificate:file.locked");
    if (problem !== null) return t("certificate:file.refused");
    if (examined === null) return t("certificate:file.coming");
    return [
      t("certificate:file.keys", { count: examined.keys }),
      t("certificate:file.certificates", { count: examined.certificates }),
    ].join(", ");
  }

  return (
    <ul id="files" className={styles.files} aria-label={t("certificate:file.list")}>
      {files.map((file, place) => {
        const kind = file.examined?.kind ?? "";
        const named = t([`certificate:kind.${kind.toLowerCase()}`, "certificate:kind.other"], { kind });
        return (
          <li key={file.id ?? place} data-code={file.problem?.code}>
            <Mark kind={markOf(file)} />
            <div>
              <strong>
                <bdi>{file.name}</bdi>
              </strong>
              <div className={styles.quiet}>
                {kind === "" ? came(file) : t("certificate:file.line", { kind: named, came: came(file) })}
              </div>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function markOf({ examined, problem, locked }: ListedFile): MarkKind {
  if (problem?.code === "certificate.password_needed") return "note";
  if (problem !== null) return locked ? "warning" : "blocking";
  return examined === null ? "waiting" : "good";
}
