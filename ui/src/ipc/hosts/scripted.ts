import type { Answer, CommandName, Host, Input, Progress, StreamName } from "../host";
import type { Problem } from "../generated/Problem";

/** What a script answers to one command: a value, a promise, or a failure made with `fail`. */
export type Scripted<K extends CommandName> = (
  input: Input<K>,
  tell: (progress: Progress<K>) => void,
) => Answer<K> | Refusal | Promise<Answer<K> | Refusal>;

export type Script = { [K in CommandName]?: Scripted<K> };

/** A failure in a script. */
export class Refusal {
  constructor(readonly problem: Problem) {}
}

export function fail(code: string, parts: Partial<Problem> = {}): Refusal {
  return new Refusal({ code, turn: "you", facts: {}, actions: [], said: null, ...parts });
}

export interface ScriptedHost extends Host {
  /** Every call so far, oldest first. */
  readonly calls: { name: CommandName; input: unknown }[];
}

/** A host that answers from a script; what is not in it fails like an unknown command. */
export function scripted(script: Script): ScriptedHost {
  const calls: ScriptedHost["calls"] = [];

  async function play<K extends CommandName>(
    name: K,
    input: Input<K>,
    tell: (progress: Progress<K>) => void,
  ): Promise<Answer<K>> {
    calls.push({ name, input });
    const answerer: Scripted<K> | undefined = script[name];
    const answer = answerer ? await answerer(input, tell) : fail("app.unexpected", { turn: "us" });
    if (answer instanceof Refusal) {
      // The contract's failure value is not an Error.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw answer.problem;
    }
    return answer;
  }

  return {
    calls,
    call: (name, input) => play(name, input, () => undefined),
    stream: <K extends StreamName>(name: K, input: Input<K>, tell: (progress: Progress<K>) => void) =>
      play(name, input, tell),
  };
}
