import { Chip, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { CopyField } from "../../parts/CopyField";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import type { StepProps } from "../StepProps";
import styles from "./dictionary.module.css";
import { Entries } from "./Entries";
import { Groups } from "./Groups";
import { search } from "./search";
import { useDictionary } from "./useDictionary";
import { useRecognition } from "./useRecognition";

/** Every failure that we know, searched by code, by words, or by what a service answered. */
export function DictionaryPage({ about, go }: Pick<StepProps, "about" | "go">) {
  const { t } = useTranslation(["dictionary", "common"]);
  const [query, setQuery] = useState(about ?? "");
  const { told, problem } = useDictionary();
  const { recognised, secret } = useRecognition(query, () => setQuery(""));

  const known = (recognised?.found ?? []).flatMap(({ code, name }) => {
    const one = told.find(({ entry }) => entry.code === code);
    return one ? [{ ...one, name }] : [];
  });
  const fits = search(told, query).filter(({ entry }) => known.every((one) => one.entry.code !== entry.code));
  const nothing = query.trim() !== "" && known.length + fits.length === 0 && told.length > 0;

  return (
    <StepPage id="page-dictionary" title={t("title")} purpose={t("purpose")}>
      <Textfield
        id="dictionary-query"
        type="search"
        label={t("query.label")}
        description={t("query.description")}
        value={query}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => setQuery(target.value)}
      />
      {problem && <ProblemCard problem={problem} />}
      <div role="status" className={styles.status}>
        {secret && <Paragraph id="dictionary-secret">{t(`pasted.${secret}`)}</Paragraph>}
        {query.trim() !== "" && !nothing && t("found", { count: known.length + fits.length })}
        {nothing && t("nothing")}
      </div>
      {secret === "token" && (
        <Chip.Button id="to-token-reader" onClick={() => go("token_reader")}>
          {t("to_token_reader")}
        </Chip.Button>
      )}
      {nothing && recognised && recognised.near.length > 0 && (
        <div className={styles.near} role="group" aria-label={t("near")}>
          <span>{t("near")}</span>
          {recognised.near.map((name) => (
            <Chip.Button key={name} data-size="sm" onClick={() => setQuery(name)}>
              {name}
            </Chip.Button>
          ))}
        </div>
      )}
      {recognised?.trace_id && (
        <CopyField
          id="copy-trace-id"
          label={t("trace_id")}
          value={recognised.trace_id}
          copy={t("common:copy.copy")}
          copied={t("common:copy.copied")}
        />
      )}
      {known.length + fits.length > 0 && (
        <Entries entries={[...known, ...fits]} open={known[0]?.entry.code} />
      )}
      {query.trim() === "" && <Groups told={told} />}
    </StepPage>
  );
}
