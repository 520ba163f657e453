import type { CommandTable } from "./generated/CommandTable";
import type { Problem } from "./generated/Problem";

export type CommandName = keyof CommandTable;
export type Input<K extends CommandName> = CommandTable[K]["input"];
export type Answer<K extends CommandName> = CommandTable[K]["answer"];
export type Progress<K extends CommandName> = CommandTable[K]["progress"];

/** Commands that tell of their progress on the way. */
export type StreamName = {
  [K in CommandName]: [Progress<K>] extends [never] ? never : K;
}[CommandName];

/** What runs the commands: the shell in the window, a script in tests. A failure rejects with a `Problem`. */
export interface Host {
  call<K extends CommandName>(name: K, input: Input<K>): Promise<Answer<K>>;
  stream<K extends StreamName>(
    name: K,
    input: Input<K>,
    onProgress: (progress: Progress<K>) => void,
  ): Promise<Answer<K>>;
}

/** Whatever was thrown, as a `Problem`: anything that is not one is `app.unexpected`. */
export function asProblem(thrown: unknown): Problem {
  return isProblem(thrown) ? thrown : unexpected(thrown);
}

function isProblem(thrown: unknown): thrown is Problem {
  return (
    typeof thrown === "object" &&
    thrown !== null &&
    "code" in thrown &&
    typeof thrown.code === "string" &&
    "turn" in thrown &&
    "facts" in thrown &&
    "actions" in thrown &&
    Array.isArray(thrown.actions)
  );
}

function unexpected(thrown: unknown): Problem {
  const words = thrown instanceof Error ? thrown.message : typeof thrown === "string" ? thrown : null;
  const said = words === null ? null : { status: null, error: null, description: words, trace_id: null };
  return { code: "app.unexpected", turn: "us", facts: {}, actions: ["try_again"], said };
}
