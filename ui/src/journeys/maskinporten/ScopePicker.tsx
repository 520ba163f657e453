import { Button, Details, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { FoundScopesView } from "../../ipc/generated/FoundScopesView";
import type { PublicScopeView } from "../../ipc/generated/PublicScopeView";
import { useCommand } from "../../ipc/useCommand";
import { day, organisationNumber } from "../../parts/format";
import { ScrollArea } from "../../parts/ScrollArea";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./scopes.module.css";

/** The person is still typing. */
const PAUSE_MS = 250;

interface Props {
  chosen: readonly string[];
  onAdd: (scope: string) => void;
}

/** The public list of scopes, searched; opened when somebody looks for one. */
export function ScopePicker(props: Props) {
  const { t } = useTranslation("maskinporten");
  const [open, setOpen] = useState(false);
  return (
    <Details id="scope-list" open={open} onToggle={() => setOpen((before) => !before)}>
      <Details.Summary>{t("scope_list.title")}</Details.Summary>
      <Details.Content>{open && <Search {...props} />}</Details.Content>
    </Details>
  );
}

function Search({ chosen, onAdd }: Props) {
  const { t } = useTranslation("maskinporten");
  const { problem, busy, run } = useCommand("maskinporten_scopes");
  const [words, setWords] = useState("");
  const [found, setFound] = useState<FoundScopesView | null>(null);

  // What was found stays until something else is.
  const look = useCallback(
    (refresh: boolean) => void run({ words, refresh }).then((answer) => answer && setFound(answer)),
    [words, run],
  );
  useEffect(() => {
    const timer = setTimeout(() => look(false), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [look]);
  const refresh = () => look(true);

  return (
    <div className={styles.picker}>
      <Textfield
        id="scope-words"
        type="search"
        label={t("scope_list.search")}
        description={t("scope_list.description")}
        value={words}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => setWords(target.value)}
        // The form around it must not be sent by looking for something.
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      />
      {found && <From found={found} busy={busy} onRefresh={refresh} />}
      {problem && <ProblemCard problem={problem} on={{ try_again: refresh }} />}
      {found && <Found found={found} chosen={chosen} onAdd={onAdd} />}
    </div>
  );
}

/** Where the list is from and how old it is. */
function From({ found, busy, onRefresh }: { found: FoundScopesView; busy: boolean; onRefresh: () => void }) {
  const { t, i18n } = useTranslation("maskinporten");
  return (
    <div className={styles.from}>
      <Paragraph data-size="sm" id="scope-source" data-from={found.from}>
        {t(`scope_list.from.${found.from}`, { date: day(found.as_of, i18n.language) })}
      </Paragraph>
      <Button
        id="refresh-scopes"
        type="button"
        variant="tertiary"
        data-size="sm"
        loading={busy}
        onClick={onRefresh}
      >
        {t("scope_list.refresh")}
      </Button>
    </div>
  );
}

interface FoundProps extends Props {
  found: FoundScopesView;
}

function Found({ found: { scopes, more }, chosen, onAdd }: FoundProps) {
  const { t } = useTranslation("maskinporten");
  return (
    <>
      <p role="status" className={styles.count}>
        {t("scope_list.count", { count: scopes.length + more })}
        {more > 0 && <>. {t("scope_list.more", { shown: scopes.length })}</>}
      </p>
      {scopes.length > 0 && (
        <ScrollArea label={t("scope_list.title")} className={styles.scroll}>
          <ul className={styles.list}>
            {scopes.map((scope) => (
              <li key={scope.scope} data-scope={scope.scope}>
                <Scope scope={scope} chosen={chosen.includes(scope.scope)} onAdd={onAdd} />
              </li>
            ))}
          </ul>
        </ScrollArea>
      )}
    </>
  );
}

interface ScopeProps {
  scope: PublicScopeView;
  chosen: boolean;
  onAdd: (scope: string) => void;
}

function Scope({ scope, chosen, onAdd }: ScopeProps) {
  const { t } = useTranslation("maskinporten");
  const owner = scope.owner_name ?? (scope.owner && organisationNumber(scope.owner));
  const access = scope.for_people
    ? "people"
    : scope.for_all === null
      ? null
      : scope.for_all
        ? "for_all"
        : "ask_owner";
  return (
    <>
      <div className={styles.scope}>
        <code>{scope.scope}</code>
        <span className={styles.quiet}>
          {[
            scope.description,
            owner && t("scope_list.owner", { owner }),
            access && t(`scope_list.access.${access}`),
            scope.delegable && t("scope_list.delegable"),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </div>
      <Button
        type="button"
        variant="secondary"
        data-size="sm"
        disabled={chosen || scope.for_people}
        aria-label={`${t(chosen ? "scope_list.added" : "scope_list.add")} ${scope.scope}`}
        onClick={() => onAdd(scope.scope)}
      >
        {t(chosen ? "scope_list.added" : "scope_list.add")}
      </Button>
    </>
  );
}
