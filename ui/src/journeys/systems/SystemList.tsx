import { Alert, Button, Card, Heading, Paragraph, Tag } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { Problem } from "../../ipc/generated/Problem";
import type { SystemView } from "../../ipc/generated/SystemView";
import { Doorway } from "../../parts/Doorway";
import { Facts } from "../../parts/Facts";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import { inWords, stateOf } from "./words";

interface Props {
  systems: readonly SystemView[];
  /** The id of the one that was deleted a moment ago. */
  deleted: string | null;
  busy: boolean;
  problem: Problem | null;
  onRead: () => void;
  onOpen: (system: SystemView) => void;
  onCreate: () => void;
}

/** The vendor's systems that are not deleted. */
export function SystemList({ systems, deleted, busy, problem, onRead, onOpen, onCreate }: Props) {
  const { t } = useTranslation("systems");
  return (
    <StepPage
      id="page-systems"
      title={t("title")}
      purpose={t("purpose")}
      primary={{ label: t("create"), onClick: onCreate }}
    >
      {deleted !== null && (
        <Alert id="deleted" data-color="success" role="status">
          {t("deleted_now", { id: deleted })}
        </Alert>
      )}
      <Paragraph role="status" data-size="sm">
        {busy ? t("reading") : t("count", { count: systems.length })}
      </Paragraph>
      {problem && <ProblemCard problem={problem} on={{ try_again: onRead }} />}
      {systems.length === 0 && !busy && (
        <div data-stack id="no-systems">
          <Doorway />
          <Paragraph>{t("none")}</Paragraph>
        </div>
      )}
      {systems.map((system) => (
        <SystemCard key={system.id} system={system} onOpen={() => onOpen(system)} />
      ))}
    </StepPage>
  );
}

function SystemCard({ system, onOpen }: { system: SystemView; onOpen: () => void }) {
  const { t, i18n } = useTranslation("systems");
  const name = inWords(system.name, i18n.language) || system.id;
  const state = stateOf(system);
  return (
    <Card data-color="neutral" data-system={system.id}>
      <div data-stack>
        <div data-row>
          <Heading level={2} data-size="2xs">
            <bdi>{name}</bdi>
          </Heading>
          <Tag data-color={state === "visible" ? "success" : "neutral"} data-size="sm">
            {t(`state.${state}`)}
          </Tag>
        </div>
        <Facts
          facts={[
            { name: t("fact.id"), value: system.id, code: true },
            {
              name: t("fact.clients"),
              value: system.client_ids.length === 0 ? t("fact.none") : system.client_ids,
              code: system.client_ids.length > 0,
            },
          ]}
        />
        <div>
          <Button
            id={`open-system-${system.id}`}
            variant="secondary"
            data-size="sm"
            aria-label={t("open_named", { name })}
            onClick={onOpen}
          >
            {t("open")}
          </Button>
        </div>
      </div>
    </Card>
  );
}
