import { useEffect } from "react";

import type { Problem } from "../../ipc/generated/Problem";

/** Has the keys read again once somebody else has changed them: those that are shown are not those that stand there. */
export function useStale(problem: Problem | null, read: () => Promise<void>) {
  const code = problem?.code;
  useEffect(() => {
    if (code === "selfservice.changed_meanwhile") void read();
  }, [code, read]);
}
