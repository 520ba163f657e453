import { useState } from "react";

import type { CreatedRequestView } from "../../ipc/generated/CreatedRequestView";
import type { RequestView } from "../../ipc/generated/RequestView";
import type { StepProps } from "../StepProps";
import { AskPage } from "./AskPage";
import { ChangePage } from "./ChangePage";
import { LinkPage } from "./LinkPage";
import { ListPage } from "./ListPage";
import { RequestPage } from "./RequestPage";

type Open =
  | { page: "ask" }
  | { page: "request"; id: string; created?: CreatedRequestView }
  | { page: "list" }
  | { page: "change"; system: string; owner: string; owner_name: string | null; external_ref: string | null }
  | { page: "link" };

/** Step 6: a system user is asked for, approved by its owner, and proved. */
export function SystemUserStep(props: StepProps) {
  const { setup, change } = props;
  const { request, link } = setup.system_user;
  const bought = setup.road?.answers.talks === "bought_system";
  const [open, setOpen] = useState<Open>(() => {
    if (bought || (link !== null && request === null)) return { page: "link" };
    return request === null ? { page: "ask" } : { page: "request", id: request.id };
  });
  const [others, setOthers] = useState<readonly RequestView[]>([]);
  const learn = (now: RequestView) => {
    setOthers((known) => [...known.filter(({ id }) => id !== now.id), now]);
    if (now.kind !== "change" && (request === null || request.id === now.id || isNewer(now, request)))
      change({ system_user: { ...setup.system_user, request: now } });
  };
  const toRequest = (created: CreatedRequestView) => {
    learn(created.request);
    setOpen({ page: "request", id: created.request.id, created });
  };
  const ask = () => setOpen({ page: "ask" });
  const list = () => setOpen({ page: "list" });

  switch (open.page) {
    case "ask":
      return (
        <AskPage
          {...props}
          back={request === null ? props.back : () => setOpen({ page: "request", id: request.id })}
          onCreated={toRequest}
          onLink={() => setOpen({ page: "link" })}
          onList={list}
        />
      );
    case "request": {
      const shown = request?.id === open.id ? request : others.find(({ id }) => id === open.id);
      if (shown === undefined)
        return (
          <AskPage {...props} onCreated={toRequest} onLink={() => setOpen({ page: "link" })} onList={list} />
        );
      return (
        <RequestPage
          key={shown.id}
          {...props}
          request={shown}
          created={open.created ?? null}
          onRequest={learn}
          onAnew={toRequest}
          onDeleted={(left) => {
            const newest = left.find(({ kind }) => kind !== "change") ?? null;
            change({ system_user: { ...setup.system_user, request: newest } });
            ask();
          }}
          onAsk={ask}
          onList={list}
        />
      );
    }
    case "list":
      return (
        <ListPage
          {...props}
          back={() => setOpen(request === null ? { page: "ask" } : { page: "request", id: request.id })}
          onOpen={(now) => {
            learn(now);
            setOpen({ page: "request", id: now.id });
          }}
          onChange={(user) =>
            setOpen({
              page: "change",
              system: user.system,
              owner: user.owner,
              owner_name: user.owner_name,
              external_ref: user.external_ref,
            })
          }
          onAsk={ask}
        />
      );
    case "change":
      return <ChangePage {...props} user={open} back={list} onCreated={toRequest} />;
    case "link":
      return <LinkPage {...props} {...(!bought && { onAsk: ask })} />;
  }
}

function isNewer(one: RequestView, other: RequestView): boolean {
  return (one.created_at ?? "") >= (other.created_at ?? "");
}
