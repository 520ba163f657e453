import { Textfield } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { ActingAs } from "../../ipc/generated/ActingAs";
import { Choice } from "../../parts/Choice";
import styles from "./parties.module.css";

interface Props {
  /** Before the ids: another section has the same fields. */
  prefix?: string;
  actingAs: ActingAs;
  /** The profile's own number, which a system user most often belongs to. */
  own: string;
  onChange: (actingAs: ActingAs) => void;
}

/** Who asks Altinn: the person who is logged in, or a system user. */
export function ActingAsFields({ prefix = "", actingAs, own, onChange }: Props) {
  const { t } = useTranslation("parties");
  return (
    <>
      <Choice
        legend={t("acting.legend")}
        value={actingAs.kind}
        onChange={(kind) => onChange(kind === "person" ? { kind } : { kind, owner: own, external_ref: "" })}
        options={(["person", "system_user"] as const).map((who) => ({
          value: who,
          id: `${prefix}acting-${who}`,
          label: t(`acting.${who}`),
          detail: t(`acting.${who}_detail`),
        }))}
      />
      {actingAs.kind === "system_user" && (
        <div className={styles.fields}>
          <Textfield
            id={`${prefix}acting-owner`}
            label={t("acting.owner")}
            description={t("acting.owner_detail")}
            value={actingAs.owner}
            onChange={({ target }) => onChange({ ...actingAs, owner: target.value })}
          />
          <Textfield
            id={`${prefix}acting-reference`}
            label={t("acting.reference")}
            description={t("acting.reference_detail")}
            value={actingAs.external_ref}
            onChange={({ target }) => onChange({ ...actingAs, external_ref: target.value })}
          />
        </div>
      )}
    </>
  );
}
