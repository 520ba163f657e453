import { Button } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../ipc/useCommand";
import { ProblemCard } from "../problems/ProblemCard";
import { Saved } from "./Saved";

/** A file for the person's own calendar. */
export function SaveCalendar() {
  const { t } = useTranslation("calendar");
  const save = useCommand("calendar_save");
  const saveIcs = () => void save.run({});
  return (
    <>
      <div>
        <Button id="save-calendar" variant="secondary" loading={save.busy} onClick={saveIcs}>
          {t("file.save")}
        </Button>
      </div>
      <Saved state={save.state} />
      {save.problem && <ProblemCard problem={save.problem} on={{ try_again: saveIcs }} />}
    </>
  );
}
