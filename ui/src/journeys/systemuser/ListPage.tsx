import { Button, Card, Field, Heading, Label, Paragraph, Select, Tag } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ListedSystemUserView } from "../../ipc/generated/ListedSystemUserView";
import type { RequestView } from "../../ipc/generated/RequestView";
import { useCommand } from "../../ipc/useCommand";
import { organisationNumber } from "../../parts/format";
import { WaitingCard } from "../../parts/WaitingCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { RequestCard } from "./RequestCard";
import { useSystems } from "./useSystems";

interface Props extends StepProps {
  onOpen: (request: RequestView) => void;
  onChange: (user: ListedSystemUserView) => void;
  onAsk: () => void;
}

/** Everything that was asked for with a system, and the system users that came of it. */
export function ListPage({ back, go, onOpen, onChange, onAsk }: Props) {
  const { t } = useTranslation("systemuser");
  const { systems, problem } = useSystems();
  const [chosen, setChosen] = useState<string | null>(null);
  const { run: readOwn, ...own } = useCommand("request_list");
  const { run: readListed, ...listed } = useCommand("request_list");
  const { run: readUsers, ...users } = useCommand("request_system_users");
  const system = chosen ?? systems?.[0]?.id ?? null;
  useEffect(() => void readOwn({ system: null }), [readOwn]);
  useEffect(() => {
    if (system === null) return;
    void readListed({ system });
    void readUsers({ system });
  }, [system, readListed, readUsers]);

  const ours = own.state.kind === "done" ? own.state.answer.requests : [];
  const all = listed.state.kind === "done" ? listed.state.answer : null;
  const requests = [
    ...ours.filter(({ id }) => all?.requests.some((one) => one.id === id) !== true),
    ...(all?.requests ?? []),
  ];
  const found = users.state.kind === "done" ? users.state.answer.system_users : [];
  const broken = own.problem ?? listed.problem ?? users.problem ?? (systems === null ? problem : null);
  return (
    <Step
      name="system_user"
      texts="systemuser"
      part="list_step"
      back={back}
      primary={{ label: t("list.ask"), onClick: onAsk }}
    >
      {systems !== null && systems.length > 1 && (
        <Field>
          <Label>{t("fact.system")}</Label>
          <Select id="list-system" value={system ?? ""} onChange={({ target }) => setChosen(target.value)}>
            {systems.map(({ id }) => (
              <Select.Option key={id} value={id}>
                {id}
              </Select.Option>
            ))}
          </Select>
        </Field>
      )}
      {broken && <ProblemCard problem={broken} on={{ review_client: () => go("maskinporten") }} />}
      {(listed.busy || users.busy) && <WaitingCard title={t("list.reading")} />}
      <Heading level={2} data-size="xs">
        {t("list.requests", { count: requests.length })}
      </Heading>
      {(all?.left_out ?? 0) > 0 && (
        <Paragraph data-size="sm">{t("list.left_out", { count: all?.left_out })}</Paragraph>
      )}
      {requests.length === 0 && <Paragraph id="no-requests">{t("list.no_requests")}</Paragraph>}
      {requests.map((request) => (
        <RequestCard
          key={request.id}
          request={request}
          {...(request.own && { onOpen: () => onOpen(request) })}
        />
      ))}
      <Heading level={2} data-size="xs">
        {t("list.users", { count: found.length })}
      </Heading>
      {found.map((user) => (
        <UserCard key={user.id} user={user} onChange={() => onChange(user)} />
      ))}
    </Step>
  );
}

function UserCard({ user, onChange }: { user: ListedSystemUserView; onChange: () => void }) {
  const { t } = useTranslation("systemuser");
  return (
    <Card data-color="neutral" id={`user-${user.id}`}>
      <div data-stack>
        <div data-row>
          <strong>
            <bdi>{user.title ?? user.system}</bdi>
          </strong>
          <Tag data-size="sm" data-color={user.is_deleted ? "danger" : "success"}>
            {t(user.is_deleted ? "user.deleted" : `user.${user.kind}`)}
          </Tag>
        </div>
        <Paragraph data-size="sm">
          {t("user.owner", { owner: organisationNumber(user.owner) })}
          {user.external_ref !== null && ` · ${user.external_ref}`}
        </Paragraph>
        {!user.is_deleted && user.kind === "standard" && (
          <div>
            <Button
              data-size="sm"
              variant="secondary"
              onClick={onChange}
              aria-label={t("user.change_of", { owner: organisationNumber(user.owner) })}
            >
              {t("user.change")}
            </Button>
          </div>
        )}
        {!user.is_deleted && user.kind === "agent" && (
          <Paragraph data-size="sm">{t("user.agent_fixed")}</Paragraph>
        )}
      </div>
    </Card>
  );
}
