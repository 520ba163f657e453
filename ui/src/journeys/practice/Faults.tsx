import { Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { FaultView } from "../../ipc/generated/FaultView";
import type { PracticeView } from "../../ipc/generated/PracticeView";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { FaultGroup } from "./FaultGroup";
import { FaultsOn } from "./FaultsOn";
import styles from "./practice.module.css";

interface Props {
  faults: readonly FaultView[];
  onChange: (practice: PracticeView) => void;
}

/** What can go wrong on demand: those that are on, a search, and all by whose behaviour they change. */
export function Faults({ faults, onChange }: Props) {
  const { t } = useTranslation("practice");
  const set = useCommand("practice_fault");
  const [query, setQuery] = useState("");
  const searching = query.trim() !== "";
  const fitting = faults.filter(({ name }) =>
    fits([name, t(`fault.${name}.title`), t(`fault.${name}.teaches`)].join(" "), query),
  );
  const concerns = [...new Set(fitting.map(({ concern }) => concern))];
  const flip = async ({ name, on }: FaultView) => {
    const practice = await set.run({ name, on: !on });
    if (practice !== null) onChange(practice);
  };

  return (
    <section className={styles.section} aria-labelledby="faults">
      <Heading level={2} data-size="sm" id="faults" tabIndex={-1} className={styles.heading}>
        {t("faults.heading")}
      </Heading>
      <Paragraph>{t("faults.purpose")}</Paragraph>
      <FaultsOn faults={faults.filter(({ on }) => on)} onFlip={(fault) => void flip(fault)} />
      {set.problem && <ProblemCard problem={set.problem} />}
      <Textfield
        id="fault-search"
        type="search"
        label={t("faults.search")}
        description={t("faults.search_hint")}
        value={query}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => setQuery(target.value)}
      />
      <div role="status" id="faults-found">
        {searching &&
          (fitting.length === 0 ? t("faults.nothing") : t("faults.found", { count: fitting.length }))}
      </div>
      <div>
        {concerns.map((concern) => (
          <FaultGroup
            // What was found is opened; with the search it folds again.
            key={`${concern}/${searching}`}
            concern={concern}
            faults={fitting.filter((fault) => fault.concern === concern)}
            open={searching}
            onFlip={(fault) => void flip(fault)}
          />
        ))}
      </div>
    </section>
  );
}

/** Whether every word stands there. */
function fits(text: string, query: string): boolean {
  const lower = text.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}
