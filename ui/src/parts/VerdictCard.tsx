import { Card, Details, Heading } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";

import { type FactLine, Facts } from "./Facts";
import { colorOf, Mark, type MarkKind } from "./Mark";
import styles from "./parts.module.css";

export interface VerdictGroup {
  /** Whose move it is. */
  title: string;
  items: readonly { key: string; kind: MarkKind; title: string; text?: string }[];
}

interface Props {
  kind: MarkKind;
  /** One sentence. */
  verdict: string;
  /** Why, and what to do instead, before everything else. */
  lead?: ReactNode;
  /** At most five. */
  facts?: readonly FactLine[];
  groups?: readonly VerdictGroup[];
  /** Folded. */
  details?: { title: string; content: ReactNode };
  /** Buttons. */
  children?: ReactNode;
  id?: string;
  /** Of its heading. */
  level?: 2 | 3;
  /** Read out as it changes; not where it changes by the person's own choice, or a little at a time. */
  live?: boolean;
}

/** What something is: a sentence, facts, findings by whose move it is, details folded. */
export function VerdictCard({
  kind,
  verdict,
  lead,
  facts = [],
  groups = [],
  details,
  children,
  id,
  level = 2,
  live = true,
}: Props) {
  return (
    <Card
      id={id}
      data-color={colorOf(kind)}
      data-verdict={kind}
      className={styles.card}
      {...(live && { role: "status" })}
    >
      <div className={styles.verdict}>
        <Mark kind={kind} />
        <Heading level={level} data-size={level === 2 ? "sm" : "xs"}>
          {verdict}
        </Heading>
      </div>
      {lead}
      {facts.length > 0 && <Facts facts={facts} />}
      {groups.map((group) => (
        <section key={group.title} className={styles.group}>
          <Heading level={3} data-size="2xs">
            {group.title}
          </Heading>
          <ul className={styles.findings}>
            {group.items.map((item, place) => (
              <li key={`${item.key}-${place}`} data-code={item.key}>
                <Mark kind={item.kind} />
                <div>
                  <strong>{item.title}</strong>
                  {item.text !== undefined && <div>{item.text}</div>}
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {/* Not the card's own child: there Details would run to the card's edges. */}
      {details && (
        <div>
          <Details>
            <Details.Summary>{details.title}</Details.Summary>
            <Details.Content>{details.content}</Details.Content>
          </Details>
        </div>
      )}
      {children !== undefined && <div className={styles.buttons}>{children}</div>}
    </Card>
  );
}
