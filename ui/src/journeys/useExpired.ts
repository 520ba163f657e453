import { useEffect, useState } from "react";

/** What a timer can wait. No token lives so long: then it is practice's own time that is ahead of the page's. */
const LONGEST_MS = 2 ** 31 - 1;

/** Whether a moment has passed; asks the clock once, when it does. */
export function useExpired(moment: string | null): boolean {
  const [passed, setPassed] = useState<string | null>(null);
  useEffect(() => {
    if (moment === null) return;
    const left = Date.parse(moment) - Date.now();
    if (left > LONGEST_MS) return;
    const timer = setTimeout(() => setPassed(moment), Math.max(0, left));
    return () => clearTimeout(timer);
  }, [moment]);
  return moment !== null && passed === moment;
}
