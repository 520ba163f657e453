import { type ReactNode, useEffect, useRef } from "react";

/** Brings what has just appeared into sight, as little as that takes. */
export function IntoView({ children }: { children: ReactNode }) {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    holder.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return <div ref={holder}>{children}</div>;
}
