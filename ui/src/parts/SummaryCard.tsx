import { Card, Details } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";

import { Mark } from "./Mark";
import styles from "./parts.module.css";

/** What a finished step came to: one quiet line, opened when wanted. */
export function SummaryCard({ title, id, children }: { title: string; id?: string; children: ReactNode }) {
  return (
    <Card id={id} data-color="neutral" className={styles.summary}>
      <Details>
        <Details.Summary>
          <span className={styles.summaryTitle}>
            <Mark kind="good" />
            {title}
          </span>
        </Details.Summary>
        <Details.Content>
          <div className={styles.stack}>{children}</div>
        </Details.Content>
      </Details>
    </Card>
  );
}
