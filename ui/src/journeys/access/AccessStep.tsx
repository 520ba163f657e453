import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { AccessView } from "../../ipc/generated/AccessView";
import type { TestSubject } from "../../ipc/generated/TestSubject";
import { useCommand, useStream } from "../../ipc/useCommand";
import { Choice } from "../../parts/Choice";
import { dayAndTime } from "../../parts/format";
import { IntoView } from "../../parts/IntoView";
import { VerdictCard } from "../../parts/VerdictCard";
import { WaitingCard } from "../../parts/WaitingCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { GoalForm } from "./GoalForm";
import { Ladder } from "./Ladder";
import { NothingToTestWith } from "./NothingToTestWith";
import { ANY_GOAL, firstHeld, SUBJECTS, testedUser, whatIsHeld } from "./subjects";

/** Step 7: a ladder of small calls, each proving one thing; the first that breaks is explained. */
export function AccessStep({ setup, change, go, next, back }: StepProps) {
  const { t } = useTranslation(["access", "common"]);
  const held = whatIsHeld(setup);
  const [chosen, setChosen] = useState<TestSubject | null>(setup.access?.subject ?? null);
  const [goal, setGoal] = useState(ANY_GOAL);
  const test = useStream("access_test");
  const cancel = useCommand("access_cancel");
  // Who cancelled knows it.
  const problem = test.problem?.code === "app.cancelled" ? null : test.problem;

  const subject = chosen !== null && held[chosen] ? chosen : firstHeld(held);
  const tested = setup.access !== null && !test.busy && problem === null ? setup.access : null;
  const shown = tested !== null && (subject === null || tested.subject === subject) ? tested : null;
  const rungs = test.state.kind === "busy" ? test.state.progress : (shown?.rungs ?? []);

  const climb = async () => {
    if (subject === null) return;
    const user = subject === "system_user" ? testedUser(setup) : null;
    const answer = await test.run({ subject, system_user: user && { ...user, ...goal } });
    if (answer !== null) change({ access: answer });
  };
  const on = {
    try_again: () => void climb(),
    review_client: () => go(subject === "person" ? "login" : "maskinporten"),
    log_in_again: () => go("login"),
  };
  const start = {
    label: t("start"),
    onClick: () => void climb(),
    busy: test.busy,
    disabled: subject === null,
  };
  const primary = shown?.passed === true ? { label: t("common:continue"), onClick: next } : start;
  const again = shown?.passed === true && subject !== null;

  return (
    <Step
      name="access"
      texts="access"
      back={back}
      primary={primary}
      {...(again && { other: { id: "test-again", label: t("start_again"), onClick: () => void climb() } })}
    >
      {subject === null ? (
        <NothingToTestWith go={go} />
      ) : (
        <Choice
          legend={t("subject.legend")}
          value={subject}
          onChange={(now) => {
            test.reset();
            setChosen(now);
          }}
          options={SUBJECTS.map((who) => ({
            value: who,
            id: `test-${who}`,
            label: t(`subject.${who}`),
            detail: t(`subject.${who}_${held[who] ? "detail" : "missing"}`),
            disabled: !held[who],
          }))}
        />
      )}
      {subject === "system_user" && <GoalForm goal={goal} onChange={setGoal} />}
      {test.busy && (
        <IntoView atTop>
          <WaitingCard
            id="testing"
            title={t("testing")}
            cancel={{ id: "access-cancel", label: t("common:cancel"), onClick: () => void cancel.run({}) }}
          />
        </IntoView>
      )}
      {shown && <Verdict access={shown} />}
      {problem && <ProblemCard problem={problem} on={on} />}
      {subject !== null && <Ladder subject={subject} rungs={rungs} on={on} />}
    </Step>
  );
}

function Verdict({ access }: { access: AccessView }) {
  const { t, i18n } = useTranslation("access");
  const card = (
    <VerdictCard
      id="access-verdict"
      kind={access.passed ? "good" : "blocking"}
      verdict={t(`verdict.${access.passed ? "passed" : "failed"}.${access.subject}`)}
      facts={[{ name: t("verdict.tested"), value: dayAndTime(access.tested_at, i18n.language) }]}
    />
  );
  // When a rung broke, its explanation is what should be in sight.
  return access.passed ? <IntoView>{card}</IntoView> : card;
}
