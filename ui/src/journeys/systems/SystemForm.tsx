import { Checkbox, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { SystemField } from "../../ipc/generated/SystemField";
import type { SystemFindingView } from "../../ipc/generated/SystemFindingView";
import type { SystemsView } from "../../ipc/generated/SystemsView";
import type { SystemView } from "../../ipc/generated/SystemView";
import { useCommand } from "../../ipc/useCommand";
import { WaitingCard } from "../../parts/WaitingCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { typed } from "../typed";
import { ClientsField } from "./ClientsField";
import { Beside, Inside, Wrong } from "./Findings";
import { RightPicker } from "./RightPicker";
import { textsOf, TextsFields } from "./TextsFields";
import { lines } from "./words";

export const SYSTEM_FORM = "system-form";

interface Props {
  systems: SystemsView;
  /** The system that is changed; none for a new one. */
  system: SystemView | null;
  onBusy: (busy: boolean) => void;
  /** Somebody else has changed it meanwhile. */
  onStale?: () => void;
  onSaved: (system: SystemView, findings: readonly SystemFindingView[]) => void;
}

/** All of a system that can be filled in. What is wrong stands beside its field, whoever says so. */
export function SystemForm({ systems, system, onBusy, onStale, onSaved }: Props) {
  const { t } = useTranslation("systems");
  const save = useCommand("system_save");
  const [findings, setFindings] = useState<readonly SystemFindingView[]>([]);
  const [resources, setResources] = useState<readonly string[]>(system?.resources ?? []);
  const [packages, setPackages] = useState<readonly string[]>(system?.packages ?? []);
  const { busy, problem } = save;
  useEffect(() => onBusy(busy), [onBusy, busy]);
  const of = (...fields: SystemField[]) => findings.filter(({ field }) => fields.includes(field));

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const answer = await save.run({
      id: system?.id ?? `${systems.vendor}_${typed(form, "system-id")}`,
      opened: system?.version ?? null,
      name: textsOf(form, "system-name"),
      description: textsOf(form, "system-description"),
      client_ids: lines(typed(form, "system-clients")),
      redirect_urls: lines(typed(form, "system-redirect-urls")),
      resources: [...resources],
      packages: [...packages],
      visible: typed(form, "system-visible") === "on",
    });
    if (answer === null) return;
    setFindings(answer.system === null ? answer.findings : []);
    if (answer.system) onSaved(answer.system, answer.findings);
  }

  return (
    <form id={SYSTEM_FORM} data-stack noValidate onSubmit={(event) => void submit(event)}>
      {findings.length > 0 && <Wrong findings={findings} />}
      {busy && <WaitingCard title={t("system.saving")} />}
      {problem && (
        <ProblemCard
          problem={problem}
          on={problem.code === "system.changed_meanwhile" && onStale ? { try_again: onStale } : {}}
        />
      )}
      {system === null && (
        <Textfield
          id="system-id"
          name="system-id"
          label={t("fact.id")}
          description={t("form.id_help")}
          prefix={`${systems.vendor}_`}
          autoComplete="off"
          spellCheck={false}
          error={of("id", "vendor").length > 0 && <Inside findings={of("id", "vendor")} />}
        />
      )}
      <Beside findings={of("other")} />
      <TextsFields
        name="system-name"
        legend={t("fact.name")}
        description={t("form.name_help")}
        texts={system?.name ?? null}
        findings={of("name")}
      />
      <TextsFields
        name="system-description"
        legend={t("fact.description")}
        description={t("form.description_help")}
        texts={system?.description ?? null}
        findings={of("description")}
      />
      <ClientsField own={systems.client_id} clients={system?.client_ids ?? []} findings={of("clients")} />
      <RightPicker kind="resources" chosen={resources} onChange={setResources} findings={of("resources")} />
      <RightPicker kind="packages" chosen={packages} onChange={setPackages} findings={of("packages")} />
      <div data-stack>
        <Checkbox
          id="system-visible"
          name="system-visible"
          label={t("form.visible")}
          description={t("form.visible_help")}
          defaultChecked={system?.visible ?? false}
        />
        <Beside findings={of("visible")} />
      </div>
      <Textfield
        id="system-redirect-urls"
        name="system-redirect-urls"
        label={t("fact.redirect_urls")}
        description={t("form.redirect_help")}
        multiline
        rows={2}
        defaultValue={system?.redirect_urls.join("\n") ?? ""}
        autoComplete="off"
        spellCheck={false}
        error={of("redirect_urls").length > 0 && <Inside findings={of("redirect_urls")} />}
      />
    </form>
  );
}
