import { Paragraph } from "@digdir/designsystemet-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { SystemFindingView } from "../../ipc/generated/SystemFindingView";
import type { SystemsView } from "../../ipc/generated/SystemsView";
import type { SystemView } from "../../ipc/generated/SystemView";
import { useCommand } from "../../ipc/useCommand";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import { NeedsVendorScopes } from "../NeedsVendorScopes";
import type { StepProps } from "../StepProps";
import { NewSystemPage } from "./NewSystemPage";
import { SystemList } from "./SystemList";
import { SystemPage } from "./SystemPage";

type Open =
  | { page: "list"; deleted?: string }
  | { page: "create" }
  | { page: "system"; system: SystemView; findings?: readonly SystemFindingView[] };

/** The systems that the organisation has as a vendor in Altinn's register. */
export function SystemsPage({ go, about }: StepProps) {
  const { t } = useTranslation("systems");
  const { problem, busy, run } = useCommand("system_list");
  const [systems, setSystems] = useState<SystemsView | null>(null);
  const [open, setOpen] = useState<Open>({ page: "list" });
  const read = useCallback(() => run({}).then((answer) => (answer && setSystems(answer), answer)), [run]);
  useEffect(() => {
    void read().then((answer) => {
      const system = answer?.systems.find((one) => one.id === about);
      if (system) setOpen({ page: "system", system });
    });
  }, [read, about]);

  if (systems === null) {
    return (
      <StepPage id="page-systems" title={t("title")} purpose={t("purpose")}>
        {busy && <Paragraph role="status">{t("reading")}</Paragraph>}
        {problem && <NeedsVendorScopes problem={problem} go={go} />}
        {problem && <ProblemCard problem={problem} on={{ try_again: () => void read() }} />}
      </StepPage>
    );
  }
  const toList = () => {
    setOpen({ page: "list" });
    void read();
  };
  switch (open.page) {
    case "create":
      return (
        <NewSystemPage
          systems={systems}
          back={() => setOpen({ page: "list" })}
          onSaved={(system, findings) => setOpen({ page: "system", system, findings })}
        />
      );
    case "system":
      return (
        <SystemPage
          key={open.system.id}
          listed={open.system}
          told={open.findings ?? null}
          systems={systems}
          back={toList}
          onDeleted={(left) => {
            setSystems(left);
            setOpen({ page: "list", deleted: open.system.id });
          }}
        />
      );
    case "list":
      return (
        <SystemList
          systems={systems.systems}
          deleted={open.deleted ?? null}
          busy={busy}
          problem={problem}
          onRead={() => void read()}
          onOpen={(system) => setOpen({ page: "system", system })}
          onCreate={() => setOpen({ page: "create" })}
        />
      );
  }
}
