import { Button, Details, Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { PracticeView } from "../../ipc/generated/PracticeView";
import { useCommand } from "../../ipc/useCommand";
import { count, day, norwegianDay } from "../../parts/format";
import { ProblemCard } from "../../problems/ProblemCard";
import { typed } from "../typed";
import styles from "./practice.module.css";

const MONTH = 30;
const YEAR = 365;
const FARTHEST = 3650;

interface Props {
  practice: PracticeView;
  onTravelled: (practice: PracticeView) => void;
}

/** Practice's clock: where it stands, and moving it. */
export function TimeTravel({ practice, onTravelled }: Props) {
  const { t, i18n } = useTranslation("practice");
  const travel = useCommand("practice_travel");
  const [wrong, setWrong] = useState(false);
  const ahead = practice.days_ahead;

  async function go(days: number | null) {
    if (travel.busy) return;
    const answer = await travel.run({ days });
    if (answer === null) return;
    onTravelled(answer);
    // The way back goes once it was taken, and its focus with it.
    if (days === null) document.getElementById("time")?.focus();
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const text = typed(form, "days");
    const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
    const usable = days >= 1 && days <= FARTHEST;
    setWrong(!usable);
    if (!usable) {
      document.getElementById("travel-days")?.focus();
      return;
    }
    form.reset();
    void go(days);
  }

  return (
    <section className={styles.section} aria-labelledby="time">
      <Heading level={2} data-size="sm" id="time" tabIndex={-1} className={styles.heading}>
        {t("time.heading")}
      </Heading>
      <Paragraph>{t("time.purpose")}</Paragraph>
      <div id="practice-clock" role="status" data-days={ahead} className={styles.clock}>
        <strong>{t("time.now", { date: day(norwegianDay(practice.now), i18n.language) })}</strong>
        <span>
          {ahead === 0
            ? t("time.present")
            : t("time.ahead", { count: ahead, number: count(ahead, i18n.language) })}
        </span>
      </div>
      <div className={styles.buttons}>
        <Button id="travel-month" variant="secondary" onClick={() => void go(MONTH)}>
          {t("time.month")}
        </Button>
        <Button id="travel-year" variant="secondary" onClick={() => void go(YEAR)}>
          {t("time.year")}
        </Button>
        {ahead !== 0 && (
          <Button id="travel-back" variant="tertiary" onClick={() => void go(null)}>
            {t("time.back")}
          </Button>
        )}
      </div>
      <form id="travel" className={styles.inline} noValidate onSubmit={submit}>
        <Textfield
          id="travel-days"
          name="days"
          label={t("time.days")}
          inputMode="numeric"
          autoComplete="off"
          error={wrong && t("time.days_wrong")}
        />
        <Button id="travel-go" type="submit" variant="secondary" loading={travel.busy}>
          {t("time.travel")}
        </Button>
      </form>
      {travel.problem && <ProblemCard problem={travel.problem} />}
      <div>
        <Details>
          <Details.Summary>{t("time.means")}</Details.Summary>
          <Details.Content>
            <Paragraph>{t("time.means_text")}</Paragraph>
          </Details.Content>
        </Details>
      </div>
    </section>
  );
}
