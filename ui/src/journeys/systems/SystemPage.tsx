import { Alert, Card, Paragraph } from "@digdir/designsystemet-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { SystemFindingView } from "../../ipc/generated/SystemFindingView";
import type { SystemsView } from "../../ipc/generated/SystemsView";
import type { SystemView } from "../../ipc/generated/SystemView";
import { useCommand } from "../../ipc/useCommand";
import { isolated } from "../../parts/format";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import { ChangeLog } from "./ChangeLog";
import { DeleteSystem } from "./DeleteSystem";
import { Notes } from "./Findings";
import { SystemFacts } from "./SystemFacts";
import { SYSTEM_FORM, SystemForm } from "./SystemForm";
import { inWords } from "./words";

interface Props {
  /** As the list had it. */
  listed: SystemView;
  /** What was told when it was saved a moment ago. */
  told: readonly SystemFindingView[] | null;
  systems: SystemsView;
  back: () => void;
  onDeleted: (left: SystemsView) => void;
}

/** One system: what it is, what may be changed, what was done to it. */
export function SystemPage({ listed, told, systems, back, onDeleted }: Props) {
  const { t, i18n } = useTranslation(["systems", "common"]);
  const { problem, run } = useCommand("system_open");
  const [system, setSystem] = useState(listed);
  const [saved, setSaved] = useState(told);
  const [changing, setChanging] = useState(false);
  const [busy, setBusy] = useState(false);
  const { id } = listed;
  const read = useCallback(() => run({ id }).then((answer) => answer && setSystem(answer)), [run, id]);
  useEffect(() => {
    void read();
  }, [read]);
  const name = inWords(system.name, i18n.language);

  return (
    <StepPage
      id="page-system"
      title={isolated(name === "" ? id : name)}
      purpose={t("systems:system.purpose")}
      back={{ label: t("systems:title"), onClick: back }}
      {...(!system.deleted && {
        primary: changing
          ? { label: t("systems:system.save"), form: SYSTEM_FORM, busy }
          : { label: t("systems:system.change"), onClick: () => setChanging(true) },
      })}
      {...(changing && {
        other: { id: "leave-change", label: t("common:cancel"), onClick: () => setChanging(false) },
      })}
    >
      {problem && <ProblemCard problem={problem} on={{ try_again: () => void read() }} />}
      {changing ? (
        <SystemForm
          systems={systems}
          system={system}
          onBusy={setBusy}
          onStale={() => void read()}
          onSaved={(now, findings) => {
            setSystem(now);
            setSaved(findings);
            setChanging(false);
          }}
        />
      ) : (
        <>
          {saved && (
            <Alert id="saved" data-color="success" role="status">
              {t("systems:saved")}
            </Alert>
          )}
          {system.deleted && <Paragraph id="gone">{t("systems:system.gone")}</Paragraph>}
          <Card data-color="neutral" id="system-facts">
            <SystemFacts system={system} />
          </Card>
          {saved && saved.length > 0 && <Notes findings={saved} />}
          <ChangeLog key={system.version} id={id} />
          {!system.deleted && <DeleteSystem id={id} onDeleted={onDeleted} />}
        </>
      )}
    </StepPage>
  );
}
