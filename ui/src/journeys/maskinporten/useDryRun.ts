import { useEffect } from "react";

import type { ObtainToken } from "../../ipc/generated/ObtainToken";
import { useCommand } from "../../ipc/useCommand";

/** The person is still typing. */
const PAUSE_MS = 400;

/** Checks an order while it is being written, once its fields are complete. */
export function useDryRun(order: ObtainToken, complete: boolean) {
  const { state, run, reset } = useCommand("maskinporten_dry_run");
  useEffect(() => {
    if (!complete) return;
    const timer = setTimeout(() => void run(order), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      reset();
    };
  }, [order, complete, run, reset]);
  return state;
}
