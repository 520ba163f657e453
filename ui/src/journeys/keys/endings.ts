import { useEffect, useState } from "react";

import type { CalendarEntry } from "../../ipc/generated/CalendarEntry";
import type { KeyView } from "../../ipc/generated/KeyView";
import type { Urgency } from "../../ipc/generated/Urgency";
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

/** When a key ends. A client may have had others, which end on other days. */
export function ending(
  entries: readonly CalendarEntry[],
  { client_id, expires_at }: Pick<KeyView, "client_id" | "expires_at">,
): CalendarEntry | null {
  const same = (entry: CalendarEntry) => entry.client_id === client_id && entry.expires_at === expires_at;
  return entries.find((entry) => entry.what === "key" && same(entry)) ?? null;
}

/** What the day it ends is called. */
export function endLabel(urgency: Urgency | undefined) {
  return urgency === "over" ? "keys:fact.expired_at" : "keys:fact.expires_at";
}
