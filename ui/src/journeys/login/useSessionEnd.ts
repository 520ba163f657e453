import { useCallback, useEffect, useRef } from "react";

import type { AppView } from "../../ipc/generated/AppView";
import type { LoginView } from "../../ipc/generated/LoginView";
import { useCommand } from "../../ipc/useCommand";

/** No session is longer without being used; the program's clock, which may be practice's, need not agree with the page's. */
const LONGEST_MS = 30 * 60_000;
/** Asked at that moment already, and it lives. */
const AGAIN_MS = 30_000;
/** So that the program's own time is up. */
const SLACK_MS = 500;

/** Looks once more at what is held when the session would be over. The answer does so when something failed. */
export function useSessionEnd(login: LoginView | null, replace: (app: AppView) => void): () => void {
  const { run } = useCommand("app_open");
  const asked = useRef<string | null>(null);
  const look = useCallback(() => {
    void run({}).then((app) => app && replace(app));
  }, [run, replace]);

  useEffect(() => {
    const endsAt = login?.held ? login.idle_ends_at : null;
    if (endsAt === null) return;
    const left = Date.parse(endsAt) - Date.now() + SLACK_MS;
    const soonest = asked.current === endsAt ? AGAIN_MS : 0;
    const ask = () => {
      asked.current = endsAt;
      look();
    };
    const timer = setTimeout(ask, Math.min(Math.max(left, soonest), LONGEST_MS));
    return () => clearTimeout(timer);
  }, [login, look]);
  return look;
}
