import { useEffect, useState } from "react";

import type { CalendarEntry } from "../../ipc/generated/CalendarEntry";
import { useCommand } from "../../ipc/useCommand";

/** What ends when, by the profile's own clock: practice may stand in another year. Empty until it is known. */
export function useEndings(): readonly CalendarEntry[] {
  const { run } = useCommand("calendar_open");
  const [entries, setEntries] = useState<readonly CalendarEntry[]>([]);
  useEffect(() => {
    void run({}).then((calendar) => calendar && setEntries(calendar.entries));
  }, [run]);
  return entries;
}

/** When a client's key ends. */
export function ending(entries: readonly CalendarEntry[], client: string | null): CalendarEntry | null {
  return entries.find((entry) => entry.what === "key" && entry.client_id === client) ?? null;
}
