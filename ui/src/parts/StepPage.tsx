import { Button, Details, Heading, Paragraph } from "@digdir/designsystemet-react";
import { type ReactNode, useEffect, useRef } from "react";

import styles from "./StepPage.module.css";

export interface Primary {
  /** What it does: «Lag nøkkel», not «Neste». */
  label: string;
  onClick?: () => void;
  /** Submits this form instead. */
  form?: string;
  busy?: boolean;
  disabled?: boolean;
}

export interface Aid {
  title: string;
  sections: readonly { title: string; text: string }[];
}

interface Props {
  /** Id of the heading. */
  id: string;
  /** Above the title: «Steg 3 av 8». */
  eyebrow?: string;
  title: string;
  purpose: string;
  aid?: Aid;
  back?: { label: string; onClick: () => void };
  primary?: Primary;
  /** Beside the primary button: a tertiary way on. */
  other?: { id: string; label: string; onClick: () => void };
  children: ReactNode;
}

/** A page: title, purpose, the one decision, a footer that stays. Takes the focus when it opens. */
export function StepPage({ id, eyebrow, title, purpose, aid, back, primary, other, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [id]);

  return (
    <div className={styles.frame}>
      <div className={styles.page}>
        <header className={styles.head}>
          {eyebrow !== undefined && <p className={styles.eyebrow}>{eyebrow}</p>}
          <Heading level={1} data-size="lg" id={id} ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </Heading>
          <Paragraph className={styles.purpose}>{purpose}</Paragraph>
          {aid && (
            <Details className={styles.folded}>
              <Details.Summary>{aid.title}</Details.Summary>
              <Details.Content>
                <Sections aid={aid} level={2} />
              </Details.Content>
            </Details>
          )}
        </header>
        <div className={styles.body}>{children}</div>
        {(back ?? primary ?? other) && (
          <footer className={styles.footer}>
            {back && (
              <Button id="back" variant="tertiary" onClick={back.onClick}>
                {back.label}
              </Button>
            )}
            {other && (
              <Button id={other.id} variant="tertiary" onClick={other.onClick}>
                {other.label}
              </Button>
            )}
            {/* Another element for another form: a button that became a submit button under the click would submit it. */}
            {primary && <PrimaryButton key={primary.form ?? ""} {...primary} />}
          </footer>
        )}
      </div>
      {aid && (
        <aside className={styles.aside} aria-label={aid.title}>
          <Sections aid={aid} level={2} />
        </aside>
      )}
    </div>
  );
}

function PrimaryButton({ label, onClick, form, busy = false, disabled = false }: Primary) {
  return (
    <Button
      id="primary"
      className={styles.primary}
      type={form === undefined ? "button" : "submit"}
      form={form}
      onClick={onClick}
      loading={busy}
      disabled={disabled}
    >
      {label}
    </Button>
  );
}

function Sections({ aid, level }: { aid: Aid; level: 2 | 3 }) {
  return aid.sections.map(({ title, text }) => (
    <section key={title} className={styles.section}>
      <Heading level={level} data-size="2xs">
        {title}
      </Heading>
      <Paragraph data-size="sm">{text}</Paragraph>
    </section>
  ));
}
