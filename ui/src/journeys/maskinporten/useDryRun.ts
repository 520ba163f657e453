import { useEffect } from "react";

import type { ObtainToken } from "../../ipc/generated/ObtainToken";
import { useCommand } from "../../ipc/useCommand";

/** The person is still typing. */
const PAUSE_MS = 400;

/** Checks an order while it is being written, once its fields are complete. */
export function useDryRun({ client_id, scopes, sign_with }: ObtainToken, complete: boolean) {
  const { state, run, reset } = useCommand("maskinporten_dry_run");
  useEffect(() => {
    if (!complete) return;
    const timer = setTimeout(() => void run({ client_id, scopes, sign_with, wait_for_key: false }), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      reset();
    };
  }, [client_id, scopes, sign_with, complete, run, reset]);
  return state;
}
