import { useCallback, useRef, useState } from "react";

import type { Problem } from "./generated/Problem";
import { type Answer, asProblem, type CommandName, type Input, type Progress, type StreamName } from "./host";
import { useHost } from "./HostContext";

export type CommandState<A, P> =
  | { kind: "idle" }
  | { kind: "busy"; progress: readonly P[] }
  | { kind: "done"; answer: A }
  | { kind: "failed"; problem: Problem };

export interface Command<I, A, P> {
  readonly state: CommandState<A, P>;
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** Runs it; the answer, or null when it failed or a newer run took its place. Never rejects. */
  readonly run: (input: I) => Promise<A | null>;
  /** Back to idle: forgets the answer or the problem, and ignores what is still on its way. */
  readonly reset: () => void;
}

/** One command in flight. */
export function useCommand<K extends CommandName>(name: K): Command<Input<K>, Answer<K>, never> {
  const host = useHost();
  return useRun(useCallback((input: Input<K>) => host.call(name, input), [host, name]));
}

/** One command in flight that tells of its progress; `busy` holds everything told so far. */
export function useStream<K extends StreamName>(name: K): Command<Input<K>, Answer<K>, Progress<K>> {
  const host = useHost();
  return useRun(
    useCallback(
      (input: Input<K>, tell: (progress: Progress<K>) => void) => host.stream(name, input, tell),
      [host, name],
    ),
  );
}

function useRun<I, A, P>(start: (input: I, tell: (progress: P) => void) => Promise<A>): Command<I, A, P> {
  const [state, setState] = useState<CommandState<A, P>>({ kind: "idle" });
  const newest = useRef(0);

  const run = useCallback(
    async (input: I): Promise<A | null> => {
      const mine = ++newest.current;
      const isNewest = () => mine === newest.current;
      setState({ kind: "busy", progress: [] });
      const tell = (told: P) => {
        if (!isNewest()) return;
        setState((now) => (now.kind === "busy" ? { ...now, progress: [...now.progress, told] } : now));
      };
      try {
        const answer = await start(input, tell);
        if (!isNewest()) return null;
        setState({ kind: "done", answer });
        return answer;
      } catch (thrown) {
        if (isNewest()) setState({ kind: "failed", problem: asProblem(thrown) });
        return null;
      }
    },
    [start],
  );

  const reset = useCallback(() => {
    newest.current += 1;
    setState({ kind: "idle" });
  }, []);

  return {
    state,
    busy: state.kind === "busy",
    problem: state.kind === "failed" ? state.problem : null,
    run,
    reset,
  };
}
