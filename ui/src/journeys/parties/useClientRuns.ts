import { useCallback, useEffect, useEffectEvent, useState } from "react";

import type { ClientProgressView } from "../../ipc/generated/ClientProgressView";
import type { ClientRunView } from "../../ipc/generated/ClientRunView";
import type { ClientWish } from "../../ipc/generated/ClientWish";
import type { Problem } from "../../ipc/generated/Problem";
import type { UnfinishedRun } from "../../ipc/generated/UnfinishedRun";
import { useCommand, useStream } from "../../ipc/useCommand";

/** A list that was carried out, and how it went. */
export interface EndedRun {
  run: UnfinishedRun;
  ended: ClientRunView;
}

/** A list on its way; what is not told yet is undefined. */
export interface RunUnderWay {
  wish: ClientWish;
  progress: ClientProgressView | undefined;
}

export interface ClientRuns {
  readonly underWay: RunUnderWay | null;
  readonly last: EndedRun | null;
  readonly problem: Problem | null;
  /** Whether it came to an end, whichever; a failure is in `problem`. */
  readonly carryOut: (run: UnfinishedRun) => Promise<boolean>;
  readonly cancel: () => void;
  /** Puts away how the last one went. */
  readonly clear: () => void;
}

/** The list that is carried out: one begun here, or one on its way when the page was opened, to whose end it returns. */
export function useClientRuns(onReturn: (run: UnfinishedRun) => void): ClientRuns {
  const apply = useStream("agent_apply");
  const follow = useStream("agent_follow");
  const cancel = useCommand("agent_cancel");
  const [begun, setBegun] = useState<ClientWish>("add");
  const [last, setLast] = useState<EndedRun | null>(null);
  const { run: startFollowing } = follow;

  const comeBack = useEffectEvent((run: UnfinishedRun, ended: ClientRunView) => {
    setLast({ run, ended });
    onReturn(run);
  });
  useEffect(() => {
    void startFollowing({}).then((answer) => {
      if (answer?.run && answer.ended) comeBack(answer.run, answer.ended);
    });
  }, [startFollowing]);

  const { run: start, reset } = apply;
  const clear = useCallback(() => {
    setLast(null);
    reset();
  }, [reset]);
  const carryOut = async (run: UnfinishedRun) => {
    setLast(null);
    setBegun(run.wish);
    const ended = await start(run);
    if (ended) setLast({ run, ended });
    return ended !== null;
  };

  const followed = follow.state.kind === "busy" ? follow.state.progress.at(-1) : undefined;
  const own = apply.state.kind === "busy" ? { wish: begun, progress: apply.state.progress.at(-1) } : null;
  return {
    underWay: own ?? (followed ? { wish: followed.wish, progress: followed } : null),
    last,
    problem: apply.problem,
    carryOut,
    cancel: () => void cancel.run({}),
    clear,
  };
}
