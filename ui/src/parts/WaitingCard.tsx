import { Button, Card, Heading, Paragraph, Spinner } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";

import styles from "./parts.module.css";

interface Props {
  /** What we wait for. */
  title: string;
  /** Since when, or for how long. */
  since?: string;
  /** What the person can do meanwhile. */
  meanwhile?: string;
  /** Zero to one; a bar only when it is known. */
  progress?: number;
  cancel?: { id?: string; label: string; onClick: () => void };
  children?: ReactNode;
  id?: string;
}

/** Waiting, with what for and a way out. */
export function WaitingCard({ title, since, meanwhile, progress, cancel, children, id }: Props) {
  return (
    <Card id={id} data-color="info" className={styles.card} role="status">
      <div className={styles.verdict}>
        <Spinner aria-hidden data-size="sm" />
        <Heading level={2} data-size="xs">
          {title}
        </Heading>
      </div>
      {since !== undefined && <Paragraph data-size="sm">{since}</Paragraph>}
      {meanwhile !== undefined && <Paragraph>{meanwhile}</Paragraph>}
      {progress !== undefined && (
        <progress className={styles.bar} value={progress} max={1} aria-label={title} />
      )}
      {children}
      {cancel && (
        <div className={styles.buttons}>
          <Button id={cancel.id ?? "cancel"} variant="secondary" onClick={cancel.onClick}>
            {cancel.label}
          </Button>
        </div>
      )}
    </Card>
  );
}
