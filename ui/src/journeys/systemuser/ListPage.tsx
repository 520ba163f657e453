import { Field, Heading, Label, Paragraph, Select } from "@digdir/designsystemet-react";
import { Fragment, type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ListedSystemUserView } from "../../ipc/generated/ListedSystemUserView";
import type { RequestView } from "../../ipc/generated/RequestView";
import { useCommand } from "../../ipc/useCommand";
import { VirtualList } from "../../parts/VirtualList";
import { WaitingCard } from "../../parts/WaitingCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { RequestCard } from "./RequestCard";
import { UserCard } from "./UserCard";
import { useSystems } from "./useSystems";

/** More than these are drawn as they come into sight. */
const FEW = 20;

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
      <Rows id="requests" label={t("list.requests", { count: requests.length })} items={requests}>
        {(request) => (
          <RequestCard request={request} {...(request.own && { onOpen: () => onOpen(request) })} />
        )}
      </Rows>
      <Heading level={2} data-size="xs">
        {t("list.users", { count: found.length })}
      </Heading>
      <Rows id="system-users" label={t("list.users", { count: found.length })} items={found}>
        {(user) => <UserCard user={user} onChange={() => onChange(user)} />}
      </Rows>
    </Step>
  );
}

interface RowsProps<T> {
  id: string;
  label: string;
  items: readonly T[];
  children: (item: T) => ReactNode;
}

/** A few as they are; of many, those in sight. */
function Rows<T extends { id: string }>({ id, label, items, children }: RowsProps<T>) {
  if (items.length <= FEW) return items.map((item) => <Fragment key={item.id}>{children(item)}</Fragment>);
  return (
    <VirtualList id={id} label={label} items={items} keyOf={(item) => item.id} estimate={160}>
      {children}
    </VirtualList>
  );
}
