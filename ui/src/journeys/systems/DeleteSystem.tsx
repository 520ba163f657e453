import { Details, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { SystemsView } from "../../ipc/generated/SystemsView";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { TypedConfirmation } from "../TypedConfirmation";

/** Deletes a system for good, once its id is typed. */
export function DeleteSystem({ id, onDeleted }: { id: string; onDeleted: (left: SystemsView) => void }) {
  const { t } = useTranslation("systems");
  const { problem, busy, run } = useCommand("system_delete");
  return (
    <Details id="delete-system">
      <Details.Summary>{t("delete.title")}</Details.Summary>
      <Details.Content>
        <div data-stack>
          <Paragraph>{t("delete.text")}</Paragraph>
          <TypedConfirmation
            id="delete-system"
            name={id}
            label={t("delete.do")}
            busy={busy}
            onConfirm={(typed) => void run({ id, typed }).then((left) => left && onDeleted(left))}
          />
          {problem && <ProblemCard problem={problem} />}
        </div>
      </Details.Content>
    </Details>
  );
}
