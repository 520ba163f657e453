import { Button, Card, Details, Heading, Link, Paragraph } from "@digdir/designsystemet-react";
import { use, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { Problem } from "../ipc/generated/Problem";
import type { TurnView } from "../ipc/generated/TurnView";
import { list } from "../parts/format";
import { Mark, type MarkKind } from "../parts/Mark";
import { factTexts } from "./facts";
import styles from "./ProblemCard.module.css";
import { type ActionHandlers, LookUp, MakeReport, ProblemActions } from "./ProblemActions";
import { WhatWasSaid } from "./WhatWasSaid";

const LOOKS: Record<TurnView, { color: "danger" | "warning" | "info"; mark: MarkKind }> = {
  you: { color: "warning", mark: "warning" },
  your_organisation: { color: "warning", mark: "warning" },
  service: { color: "danger", mark: "blocking" },
  network: { color: "danger", mark: "blocking" },
  us: { color: "danger", mark: "blocking" },
};

interface Props {
  problem: Problem;
  /** What this step can do about it, before what the window can. */
  on?: ActionHandlers;
}

/** A failure: title, cause, remedy, at most two buttons, and what the service answered. */
export function ProblemCard({ problem, on = {} }: Props) {
  const { t, i18n } = useTranslation();
  const handlers = { ...use(ProblemActions), ...on };
  const report = use(MakeReport);
  const lookUp = use(LookUp);
  const facts = factTexts(problem.facts, t, i18n.language);
  const looks = LOOKS[problem.turn];
  // What stood in the way when the program looked for the cause by itself.
  const { lookup } = problem.facts;
  const codes = lookup?.kind === "list" ? lookup.value : [];
  const lookups = codes.map((code) => `«${t(`problems:${code}.title`)}»`);
  const words = (part: "title" | "cause" | "remedy") =>
    t([`problems:${problem.code}.${part}`, `common:problem.unknown.${part}`], facts);
  // A card that comes below the fold is brought into view; the focus stays where the person works.
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    card.current?.scrollIntoView({ block: "nearest" });
  }, [problem]);

  const buttons = problem.actions.filter((action) => handlers[action] !== undefined).slice(0, 2);

  return (
    <Card
      ref={card}
      id="problem"
      data-code={problem.code}
      data-color={looks.color}
      role="alert"
      className={styles.card}
    >
      <div className={styles.title}>
        <Mark kind={looks.mark} />
        <Heading level={2} data-size="xs">
          {words("title")}
        </Heading>
      </div>
      <Paragraph data-size="sm" className={styles.turn}>
        {t(`common:turn.${problem.turn}`)}
      </Paragraph>
      <Paragraph>{words("cause")}</Paragraph>
      {lookups.length > 0 && (
        <Paragraph id="lookup">
          {t("common:problem.lookup", { titles: list(lookups, i18n.language) })}
        </Paragraph>
      )}
      <Paragraph className={styles.remedy}>{words("remedy")}</Paragraph>
      {buttons.length > 0 && (
        <div className={styles.buttons}>
          {buttons.map((action, place) => (
            <Button
              key={action}
              id={`action-${action}`}
              data-color="fjord"
              variant={place === 0 ? "secondary" : "tertiary"}
              onClick={handlers[action]}
            >
              {t(`common:action.${action}`)}
            </Button>
          ))}
        </div>
      )}
      {/* Not the card's own child: there Details would run to the card's edges. */}
      <div>
        <Details>
          <Details.Summary>
            {t(`common:problem.${problem.said === null ? "details" : "said"}`)}
          </Details.Summary>
          <Details.Content>
            <WhatWasSaid code={problem.code} said={problem.said} />
          </Details.Content>
        </Details>
      </div>
      {(report ?? lookUp) && (
        <Paragraph data-size="sm" className={styles.links}>
          {lookUp && (
            <Link asChild>
              <button id="look-up-problem" type="button" onClick={() => lookUp(problem.code)}>
                {t("common:problem.look_up")}
              </button>
            </Link>
          )}
          {report && (
            <Link asChild>
              <button type="button" onClick={report}>
                {t("common:problem.report")}
              </button>
            </Link>
          )}
        </Paragraph>
      )}
    </Card>
  );
}
