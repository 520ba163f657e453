import { useTranslation } from "react-i18next";

import type { ClientRowView } from "../../ipc/generated/ClientRowView";
import { count, organisationNumber, roughly } from "../../parts/format";
import { WaitingCard } from "../../parts/WaitingCard";
import { seconds } from "./clientList";

interface Props {
  told: readonly ClientRowView[];
  /** Clients of the list. */
  of: number;
  /** Of them to be changed. */
  changes: number;
  pace: number;
  onCancel: () => void;
}

/** A list on its way: how far, who was last, and a way out. */
export function Running({ told, of, changes, pace, onCancel }: Props) {
  const { t, i18n } = useTranslation(["parties", "common"]);
  const last = told.at(-1);
  const done = told.filter(({ end }) => end === "done").length;
  const left = roughly(seconds(changes - done, pace), i18n.language);
  return (
    <WaitingCard
      id="running"
      title={t("parties:run.running")}
      since={t("parties:run.progress", {
        done: count(told.length, i18n.language),
        of: count(of, i18n.language),
        left,
      })}
      meanwhile={
        last
          ? t("parties:run.last", { name: last.name || organisationNumber(last.number) })
          : t("parties:run.safe")
      }
      {...(of > 0 && { progress: told.length / of })}
      cancel={{ id: "agent-cancel", label: t("common:cancel"), onClick: onCancel }}
    />
  );
}
