import { Channel, invoke } from "@tauri-apps/api/core";

import { type Answer, asProblem, type CommandName, type Host, type Input } from "../host";

/** The shell. The only file that knows Tauri. */
export const tauri: Host = {
  call: (name, input) => ask(name, { input }),
  stream: (name, input, onProgress) => {
    const progress = new Channel<Parameters<typeof onProgress>[0]>(onProgress);
    return ask(name, { input, progress });
  },
};

async function ask<K extends CommandName>(
  name: K,
  given: { input: Input<K>; progress?: unknown },
): Promise<Answer<K>> {
  try {
    return await invoke<Answer<K>>(name, given);
  } catch (thrown) {
    // A rejected promise is the contract's own failure value, not an Error.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw asProblem(thrown);
  }
}
