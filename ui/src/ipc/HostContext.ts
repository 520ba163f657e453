import { createContext, use } from "react";

import type { Host } from "./host";

export const HostContext = createContext<Host | null>(null);

export function useHost(): Host {
  const host = use(HostContext);
  if (host === null) throw new Error("no host above this component");
  return host;
}
