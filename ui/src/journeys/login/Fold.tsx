import { Details } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";

import styles from "./login.module.css";

interface Props {
  id: string;
  title: string;
  /** What is chosen in it now. */
  chosen?: string;
  /** From the start. */
  open?: boolean;
  children: ReactNode;
}

/** A part of the form that the ordinary login needs nothing of. */
export function Fold({ id, title, chosen, open = false, children }: Props) {
  return (
    <Details id={id} defaultOpen={open}>
      <Details.Summary>
        <span className={styles.summary}>
          {title}
          {chosen !== undefined && <span className={styles.quiet}>{chosen}</span>}
        </span>
      </Details.Summary>
      <Details.Content>
        <div className={styles.form}>{children}</div>
      </Details.Content>
    </Details>
  );
}

/** Brings a field into sight and hand, out of its fold where it lies in one. */
export function toField(id: string) {
  requestAnimationFrame(() => {
    const field = document.getElementById(id);
    const fold = field?.closest("details");
    if (fold?.open === false) fold.open = true;
    // What has just been unfolded takes the focus when it is drawn.
    requestAnimationFrame(() => field?.focus());
  });
}
