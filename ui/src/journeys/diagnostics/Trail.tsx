import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { TrailView } from "../../ipc/generated/TrailView";
import { useCommand } from "../../ipc/useCommand";
import { count } from "../../parts/format";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./diagnostics.module.css";
import { EmptyTrail } from "./EmptyTrail";
import { TrailTable } from "./TrailTable";

/** Enough to see what just happened. */
const FIRST = 50;
/** The services' own tolerance. */
const TOLERANCE = 10;

/** Every step and exchange since the program started, newest first. */
export function Trail() {
  const { t, i18n } = useTranslation("diagnostics");
  const { state, problem, busy, run } = useCommand("trail_open");
  const [all, setAll] = useState(false);
  const [last, setLast] = useState<TrailView | null>(null);

  useEffect(() => {
    void run({}).then((trail) => trail && setLast(trail));
  }, [run]);

  const trail = state.kind === "done" ? state.answer : last;
  const entries = [...(trail?.entries ?? [])].reverse();
  const shown = all ? entries : entries.slice(0, FIRST);

  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <Heading level={2} data-size="sm">
          {t("trail.heading")}
        </Heading>
        <Button
          id="refresh-trail"
          variant="tertiary"
          data-size="sm"
          loading={busy}
          onClick={() => void run({}).then((now) => now && setLast(now))}
        >
          {t("trail.refresh")}
        </Button>
      </div>
      <Paragraph>{t("trail.purpose")}</Paragraph>
      {problem && <ProblemCard problem={problem} on={{ try_again: () => void run({}) }} />}
      {trail?.clock_offset != null && <Clock offset={trail.clock_offset} />}
      {trail && entries.length === 0 && <EmptyTrail />}
      {shown.length > 0 && <TrailTable entries={shown} />}
      {shown.length < entries.length && (
        <Button id="whole-trail" variant="secondary" onClick={() => setAll(true)}>
          {t("trail.all", { number: count(entries.length, i18n.language) })}
        </Button>
      )}
    </section>
  );
}

/** The server's clock minus ours. */
function Clock({ offset }: { offset: number }) {
  const { t, i18n } = useTranslation("diagnostics");
  const seconds = count(Math.abs(offset), i18n.language);
  const key = Math.abs(offset) < TOLERANCE ? "clock.good" : offset > 0 ? "clock.behind" : "clock.ahead";
  return (
    <Paragraph id="clock" data-size="sm">
      {t(key, { seconds })}
    </Paragraph>
  );
}
