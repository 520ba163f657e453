import { type ReactNode, useEffect, useRef } from "react";

interface Props {
  /** To the top of the window, rather than as little as it takes: for what replaces what was there. */
  atTop?: boolean;
  children: ReactNode;
}

/** Brings what has just appeared into sight. */
export function IntoView({ atTop = false, children }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    holder.current?.scrollIntoView({ block: atTop ? "start" : "nearest" });
  }, [atTop]);
  return <div ref={holder}>{children}</div>;
}
