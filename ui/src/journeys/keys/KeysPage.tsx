import { Details, Paragraph } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { KeysView } from "../../ipc/generated/KeysView";
import { useCommand } from "../../ipc/useCommand";
import { dayAndTime, isolated } from "../../parts/format";
import { Doorway } from "../../parts/Doorway";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import { NEW_KEY, type StepProps } from "../StepProps";
import { useEndings } from "./endings";
import { KeyCard } from "./KeyCard";
import { KeyPage } from "./KeyPage";
import { renewalOf, useRenewals } from "./renewals";

/** All keys of the profile: where they stand, when they end; one opened at a time. */
export function KeysPage(props: StepProps) {
  const { t, i18n } = useTranslation("keys");
  const { state, problem, run } = useCommand("key_list");
  const [keys, setKeys] = useState<KeysView | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const endings = useEndings();
  const renewals = useRenewals();
  useEffect(() => {
    void run({}).then((answer) => answer && setKeys(answer));
  }, [run]);
  const load = () => void run({}).then((answer) => answer && setKeys(answer));

  const held = keys?.keys.find(({ id }) => id === opened);
  if (keys && held) {
    return (
      <KeyPage
        {...props}
        held={held}
        chosen={keys.chosen === held.id}
        endings={endings}
        renewal={renewalOf(renewals, held)}
        back={() => setOpened(null)}
        onKeys={setKeys}
        onChanged={load}
        onForgotten={() => {
          setOpened(null);
          load();
        }}
      />
    );
  }
  return (
    <StepPage
      id="page-keys"
      title={t("page.title")}
      purpose={t("page.purpose")}
      primary={{ label: t("page.new"), onClick: () => props.go("key", NEW_KEY) }}
    >
      {problem && <ProblemCard problem={problem} on={{ try_again: load }} />}
      {state.kind === "busy" && keys === null && <Paragraph role="status">{t("page.reading")}</Paragraph>}
      {keys?.keys.length === 0 && (
        <div data-stack id="no-keys">
          <Doorway />
          <Paragraph>{t("page.none")}</Paragraph>
        </div>
      )}
      {keys?.keys.map((key) => (
        <KeyCard
          key={key.id}
          held={key}
          chosen={keys.chosen === key.id}
          endings={endings}
          renewal={renewalOf(renewals, key)}
          onRenewal={(client) => props.go("renewal", client)}
          onOpen={() => setOpened(key.id)}
        />
      ))}
      {keys !== null && keys.history.length > 0 && (
        <Details id="key-history">
          <Details.Summary>{t("history.title")}</Details.Summary>
          <Details.Content>
            <ul>
              {keys.history.map(({ at, name, what }) => (
                <li key={`${at} ${what} ${name}`}>
                  {t("history.line", {
                    at: dayAndTime(at, i18n.language),
                    name: isolated(name),
                    what: t(`history.${what}`),
                  })}
                </li>
              ))}
            </ul>
          </Details.Content>
        </Details>
      )}
    </StepPage>
  );
}
