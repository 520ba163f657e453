import { Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ServiceScopeView } from "../../ipc/generated/ServiceScopeView";
import { useCommand } from "../../ipc/useCommand";
import { CopyButton } from "../../parts/CopyButton";
import { Doorway } from "../../parts/Doorway";
import { organisationNumber } from "../../parts/format";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./selfservice.module.css";

/** More than this is searched, not scrolled. */
const SHOWN = 100;
const STATES = ["APPROVED", "REQUESTED", "DENIED"];

/** Scopes that the organisation may use. */
export function ScopesPage({ back }: { back: () => void }) {
  const { t } = useTranslation(["selfservice", "common"]);
  const { state, problem, run } = useCommand("selfservice_scopes");
  const [sought, setSought] = useState("");
  useEffect(() => {
    void run({});
  }, [run]);

  const all = state.kind === "done" ? state.answer.scopes : [];
  const found = all.filter((scope) => matches(scope, sought));
  return (
    <StepPage
      id="page-scopes"
      title={t("selfservice:scopes.title")}
      purpose={t("selfservice:scopes.purpose")}
      back={{ label: t("selfservice:clients.title"), onClick: back }}
    >
      {state.kind === "busy" && <Paragraph role="status">{t("selfservice:scopes.reading")}</Paragraph>}
      {problem && <ProblemCard problem={problem} on={{ try_again: () => void run({}) }} />}
      {state.kind === "done" && (
        <>
          <Textfield
            id="seek-scope"
            type="search"
            label={t("selfservice:scopes.search")}
            value={sought}
            onChange={({ target }) => setSought(target.value)}
          />
          <Paragraph role="status" data-size="sm">
            {t("selfservice:scopes.found", { count: found.length })}
            {found.length > SHOWN && ` ${t("selfservice:scopes.first", { shown: SHOWN })}`}
          </Paragraph>
          {found.length === 0 && (
            <div data-stack id="no-scopes">
              <Doorway />
              <Paragraph>{t("selfservice:scopes.none")}</Paragraph>
            </div>
          )}
          <ul className={styles.scopes}>
            {found.slice(0, SHOWN).map((scope) => (
              <Row key={scope.scope} scope={scope} />
            ))}
          </ul>
        </>
      )}
    </StepPage>
  );
}

function Row({ scope: { scope, state, owner, owner_name } }: { scope: ServiceScopeView }) {
  const { t } = useTranslation(["selfservice", "common"]);
  const owned = owner_name ?? (owner === null ? null : organisationNumber(owner));
  const words =
    state === null
      ? t("selfservice:scopes.open")
      : STATES.includes(state)
        ? t(`selfservice:scopes.${state}`)
        : state;
  return (
    <li className={styles.scope} data-state={state ?? "open"}>
      <div>
        <code>{scope}</code>
        <div className={styles.quiet}>
          {owned === null ? words : t("selfservice:scopes.owned", { state: words, owner: owned })}
        </div>
      </div>
      <CopyButton text={scope} label={t("common:copy.copy")} copied={t("common:copy.copied")} what={scope} />
    </li>
  );
}

function matches({ scope, owner, owner_name }: ServiceScopeView, sought: string): boolean {
  const words = sought.toLowerCase().split(/\s+/);
  const text = `${scope} ${owner ?? ""} ${owner_name ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
