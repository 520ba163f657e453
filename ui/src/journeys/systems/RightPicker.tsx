import { Button, Details, Fieldset, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { FoundRightsView } from "../../ipc/generated/FoundRightsView";
import type { SystemFindingView } from "../../ipc/generated/SystemFindingView";
import { useCommand } from "../../ipc/useCommand";
import { day } from "../../parts/format";
import { ScrollArea } from "../../parts/ScrollArea";
import { ProblemCard } from "../../problems/ProblemCard";
import { Beside } from "./Findings";
import { Right } from "./Right";
import styles from "./systems.module.css";

/** The person is still typing. */
const PAUSE_MS = 250;

interface Props {
  kind: "resources" | "packages";
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
  findings: readonly SystemFindingView[];
}

/** What a system asks for, of one kind: those that are chosen, and a search for more, each with what a system can do with it. */
export function RightPicker({ kind, chosen, onChange, findings }: Props) {
  const { t } = useTranslation("systems");
  const search = useCommand(kind === "resources" ? "system_resources" : "system_packages");
  const [words, setWords] = useState("");
  const [found, setFound] = useState<FoundRightsView | null>(null);
  const { run } = search;
  useEffect(() => {
    const look = () => void run({ words, chosen: [...chosen] }).then((answer) => answer && setFound(answer));
    const timer = setTimeout(look, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [run, words, chosen]);
  const known = (id: string) =>
    found?.chosen.find((right) => right.id === id) ?? found?.found.find((right) => right.id === id) ?? null;

  return (
    <Fieldset className={styles.group} id={kind}>
      <Fieldset.Legend>{t(`fact.${kind}`)}</Fieldset.Legend>
      {chosen.length === 0 && <Paragraph className={styles.quiet}>{t(`picker.${kind}.none`)}</Paragraph>}
      {chosen.length > 0 && (
        <ul className={styles.list} id={`chosen-${kind}`}>
          {chosen.map((id) => (
            <li key={id} className={styles.right} data-right={id}>
              <Right id={id} right={known(id)} />
              <Button
                type="button"
                variant="tertiary"
                data-size="sm"
                aria-label={t("picker.remove", { name: id })}
                onClick={() => onChange(chosen.filter((one) => one !== id))}
              >
                {t("picker.remove", { name: "" }).trim()}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Beside findings={findings} />
      <Details id={`find-${kind}`}>
        <Details.Summary>{t(`picker.${kind}.title`)}</Details.Summary>
        <Details.Content>
          <div data-stack>
            <Textfield
              id={`${kind}-words`}
              type="search"
              label={t(`picker.${kind}.search`)}
              description={t(`picker.${kind}.description`)}
              value={words}
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => setWords(target.value)}
              // The form around it must not be sent by looking for something.
              onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
            />
            {search.problem && <ProblemCard problem={search.problem} />}
            {found && (
              <Found kind={kind} found={found} chosen={chosen} onAdd={(id) => onChange([...chosen, id])} />
            )}
          </div>
        </Details.Content>
      </Details>
    </Fieldset>
  );
}

interface FoundProps {
  kind: "resources" | "packages";
  found: FoundRightsView;
  chosen: readonly string[];
  onAdd: (id: string) => void;
}

function Found({ kind, found: { from, as_of, found, more }, chosen, onAdd }: FoundProps) {
  const { t, i18n } = useTranslation("systems");
  return (
    <>
      <Paragraph data-size="sm" data-from={from} id={`${kind}-source`}>
        {t(`picker.from.${from}`, { date: day(as_of, i18n.language) })}
      </Paragraph>
      <p role="status" className={styles.quiet}>
        {t("picker.count", { count: found.length + more })}
        {more > 0 && <>. {t("picker.more", { shown: found.length })}</>}
      </p>
      {found.length > 0 && (
        <ScrollArea label={t(`picker.${kind}.title`)} className={styles.scroll}>
          <ul className={styles.list}>
            {found.map((right) => (
              <li key={right.id} className={styles.right} data-found={right.id}>
                <Right id={right.id} right={right} />
                <Button
                  type="button"
                  variant="secondary"
                  data-size="sm"
                  disabled={chosen.includes(right.id) || UNFIT.includes(right.fitness)}
                  aria-label={`${t(chosen.includes(right.id) ? "picker.added" : "picker.add")} ${right.id}`}
                  onClick={() => onAdd(right.id)}
                >
                  {t(chosen.includes(right.id) ? "picker.added" : "picker.add")}
                </Button>
              </li>
            ))}
          </ul>
        </ScrollArea>
      )}
    </>
  );
}

/** What no system can ask for. */
const UNFIT = ["not_delegable", "wrong_kind"];
