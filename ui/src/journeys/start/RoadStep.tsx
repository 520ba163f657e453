import { Button, Fieldset, Heading, Radio } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ChooseRoad } from "../../ipc/generated/ChooseRoad";
import { useCommand } from "../../ipc/useCommand";
import { day } from "../../parts/format";
import { VerdictCard } from "../../parts/VerdictCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { type Answers, complete, questionsFor } from "./questions";
import styles from "./start.module.css";

/** Step 1, second page: a few questions, and the road that follows from the answers. */
export function RoadStep({ setup, replace, go, following, next }: StepProps) {
  const { t } = useTranslation(["start", "common"]);
  const choose = useCommand("road_choose");
  const [asking, setAsking] = useState(setup.road === null);
  const [answers, setAnswers] = useState<Answers>(setup.road?.answers ?? {});
  const [missing, setMissing] = useState(false);

  async function take(chosen: ChooseRoad) {
    const app = await choose.run(chosen);
    if (!app) return;
    setAsking(false);
    replace(app);
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const chosen = complete(answers);
    setMissing(chosen === null);
    if (chosen !== null) void take(chosen);
  }

  if (!asking && setup.road !== null) {
    return (
      <Step
        key="recommendation"
        name="start"
        texts="start"
        part="recommendation_page"
        back={() => go("profile")}
        primary={{
          label: t("common:go_to", { step: t(`common:rail.${following ?? "done"}`) }),
          onClick: next,
        }}
      >
        <VerdictCard
          id="recommendation"
          kind="good"
          verdict={t(`start:recommendation.${setup.road.recommendation}.title`)}
          details={{
            title: t("start:recommendation.answers"),
            content: <GivenAnswers answers={setup.road.answers} />,
          }}
        >
          <Button id="change-answers" variant="secondary" data-color="fjord" onClick={() => setAsking(true)}>
            {t("start:recommendation.change")}
          </Button>
        </VerdictCard>
        <p className={styles.reason}>{t(`start:recommendation.${setup.road.recommendation}.reason`)}</p>
        {setup.road.kind !== null && (
          <WhoActsThere kind={setup.road.kind} readOn={setup.road.kinds_read_on} />
        )}
        <ol className={styles.road} aria-label={t("start:recommendation.steps")}>
          {setup.road.steps.map((step) => (
            <li key={step}>{t(`common:rail.${step}`)}</li>
          ))}
        </ol>
      </Step>
    );
  }

  return (
    <Step
      key="questions"
      name="start"
      texts="start"
      part="questions_page"
      back={() => go("profile")}
      primary={{ label: t("start:questions.show"), form: "road", busy: choose.busy }}
    >
      <form id="road" onSubmit={submit} className={styles.form} noValidate>
        {questionsFor(answers).map(({ name, choices }) => (
          <Fieldset key={name}>
            <Fieldset.Legend>{t(`start:questions.${name}.legend`)}</Fieldset.Legend>
            {choices.map((choice) => (
              <Radio
                key={choice}
                id={`${name}-${choice}`}
                name={name}
                value={choice}
                checked={answers[name] === choice}
                onChange={() => setAnswers((now) => ({ ...now, [name]: choice }))}
                label={t(`start:questions.${name}.${choice}`)}
                aria-invalid={missing && answers[name] === undefined}
              />
            ))}
          </Fieldset>
        ))}
        {missing && (
          <p role="alert" className={styles.missing}>
            {t("start:questions.missing")}
          </p>
        )}
      </form>
      {choose.problem && <ProblemCard problem={choose.problem} />}
    </Step>
  );
}

/** Who acts in Altinn on the road, why, and why none of the others. */
function WhoActsThere({ kind, readOn }: { kind: string; readOn: string | null }) {
  const { t, i18n } = useTranslation("start");
  return (
    <section id="who-acts" data-stack data-kind={kind}>
      <Heading level={2} data-size="2xs">
        {t(`kind.${kind}.title`)}
      </Heading>
      <p className={styles.reason}>{t(`kind.${kind}.reason`)}</p>
      <p className={styles.reason}>{t(`kind.${kind}.others`)}</p>
      {readOn !== null && (
        <p className={styles.reason}>{t("kind.read_on", { date: day(readOn, i18n.language) })}</p>
      )}
    </section>
  );
}

function GivenAnswers({ answers }: { answers: ChooseRoad }) {
  const { t } = useTranslation("start");
  return (
    <dl className={styles.answers}>
      {questionsFor(answers).map(({ name }) => (
        <div key={name}>
          <dt>{t(`questions.${name}.legend`)}</dt>
          <dd>{t(`questions.${name}.${answers[name]}`)}</dd>
        </div>
      ))}
    </dl>
  );
}
