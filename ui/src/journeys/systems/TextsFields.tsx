import { Fieldset, Textfield } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { SystemFindingView } from "../../ipc/generated/SystemFindingView";
import type { TextsView } from "../../ipc/generated/TextsView";
import { typed } from "../typed";
import { Beside } from "./Findings";
import styles from "./systems.module.css";

const LANGUAGES = ["nb", "nn", "en"] as const;

interface Props {
  /** Begins the fields' names. */
  name: string;
  legend: string;
  description: string;
  /** What stands there now; none for a new system. */
  texts: TextsView | null;
  findings: readonly SystemFindingView[];
}

/** One text in three languages. */
export function TextsFields({ name, legend, description, texts, findings }: Props) {
  const { t } = useTranslation("systems");
  const missing = findings.flatMap(({ problem: { facts } }) =>
    facts.languages?.kind === "list" ? facts.languages.value : [],
  );
  return (
    <Fieldset className={styles.group}>
      <Fieldset.Legend>{legend}</Fieldset.Legend>
      <Fieldset.Description>{description}</Fieldset.Description>
      {LANGUAGES.map((language) => (
        <Textfield
          key={language}
          id={`${name}-${language}`}
          name={`${name}-${language}`}
          label={t(`form.${language}`)}
          lang={language}
          defaultValue={texts?.[language] ?? ""}
          autoComplete="off"
          aria-invalid={missing.includes(language) || undefined}
        />
      ))}
      <Beside findings={findings} />
    </Fieldset>
  );
}

/** What was filled in. */
export function textsOf(form: HTMLFormElement, name: string): TextsView {
  const text = (language: string) => typed(form, `${name}-${language}`);
  return { nb: text("nb"), nn: text("nn"), en: text("en") };
}
