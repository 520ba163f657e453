import { Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { SavedFileAnswer } from "../../ipc/generated/SavedFileAnswer";
import type { CommandState } from "../../ipc/useCommand";

/** Where it was saved; silent when the person closed the dialog. */
export function Saved({ state }: { state: CommandState<SavedFileAnswer, never> }) {
  const { t } = useTranslation("done");
  const file = state.kind === "done" ? state.answer.saved : null;
  return (
    <Paragraph data-size="sm" role="status">
      {file !== null && t("saved", { file })}
    </Paragraph>
  );
}
