import type { ReactNode, Ref } from "react";

interface Props {
  /** What is in it, for those who do not see it. */
  label: string;
  className?: string | undefined;
  /** For whoever draws no more than what is in sight. */
  ref?: Ref<HTMLDivElement> | undefined;
  children: ReactNode;
}

/** Something wider or longer than the page: it scrolls by itself, by keyboard too. */
export function ScrollArea({ label, className, ref, children }: Props) {
  return (
    // A scrolling area must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={ref} className={className} tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  );
}
