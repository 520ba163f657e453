import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { SystemName } from "../../ipc/generated/SystemName";
import type { TrailView } from "../../ipc/generated/TrailView";
import { useCommand } from "../../ipc/useCommand";
import { count } from "../../parts/format";
import { ProblemCard } from "../../problems/ProblemCard";
import { ClockCard } from "../ClockCard";
import { TrailTable } from "../TrailTable";
import styles from "./diagnostics.module.css";
import { EmptyTrail } from "./EmptyTrail";

/** Enough to see what just happened. */
const FIRST = 50;

/** Every step and exchange since the program started, newest first, after what they told of the clock. */
export function Trail({ system }: { system: SystemName }) {
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
      {trail?.clock && <ClockCard clock={trail.clock} system={system} level={3} />}
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
