import { Button, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ActingAs } from "../../ipc/generated/ActingAs";
import type { LoginView } from "../../ipc/generated/LoginView";
import type { PartyView } from "../../ipc/generated/PartyView";
import { useCommand } from "../../ipc/useCommand";
import { Doorway } from "../../parts/Doorway";
import { count } from "../../parts/format";
import { ProblemCard } from "../../problems/ProblemCard";
import { aboutLogin } from "../loginWish";
import type { StepProps } from "../StepProps";
import { ActingAsFields } from "./ActingAsFields";
import { LoginNeeded, opens, PARTIES } from "./LoginNeeded";
import { PartyDetails } from "./PartyDetails";
import { PartyTree } from "./PartyTree";
import { howMany, rowsOf } from "./tree";

export interface SectionProps {
  login: LoginView | null;
  go: StepProps["go"];
  /** The profile's own number. */
  own: string;
  actingAs: ActingAs;
  onActingAs: (actingAs: ActingAs) => void;
}

/** Whom one may act for: asked once, then searched here. */
export function PartiesSection({ login, go, own, actingAs, onActingAs }: SectionProps) {
  const { t } = useTranslation("parties");
  const { state, problem, busy, run } = useCommand("party_list");
  const wanted = PARTIES.slice(0, 1);
  const ready = actingAs.kind === "system_user" || opens(login, PARTIES);
  const ask = () => void run({ acting_as: actingAs });
  const on = {
    try_again: ask,
    log_in_again: () => go("login", aboutLogin({ scopes: wanted, high: false })),
  };
  return (
    <>
      <ActingAsFields actingAs={actingAs} own={own} onChange={onActingAs} />
      {!ready && <LoginNeeded section="parties" login={login} scopes={wanted} go={go} />}
      {ready && (
        <div data-row>
          <Button id="list-parties" onClick={ask} loading={busy}>
            {t("list")}
          </Button>
        </div>
      )}
      {problem && <ProblemCard problem={problem} on={on} />}
      {state.kind === "done" && <Found parties={state.answer.parties} />}
    </>
  );
}

function Found({ parties }: { parties: readonly PartyView[] }) {
  const { t, i18n } = useTranslation("parties");
  const [query, setQuery] = useState("");
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = useMemo(() => rowsOf(parties, closed, query), [parties, closed, query]);
  const party = rows.find((row) => row.party.uuid === chosen)?.party;
  const turn = (uuid: string) =>
    setClosed((before) => {
      const after = new Set(before);
      if (!after.delete(uuid)) after.add(uuid);
      return after;
    });

  if (parties.length === 0) {
    return (
      <div data-stack id="no-parties">
        <Doorway />
        <Paragraph>{t("none")}</Paragraph>
      </div>
    );
  }
  return (
    <>
      <Textfield
        id="seek-party"
        type="search"
        label={t("search.label")}
        description={t("search.description")}
        value={query}
        onChange={({ target }) => setQuery(target.value)}
      />
      <Paragraph id="parties-found" role="status" data-size="sm">
        {query.trim() === ""
          ? t("found", { count: howMany(parties), number: count(howMany(parties), i18n.language) })
          : t("search.found", { count: rows.length, number: count(rows.length, i18n.language) })}
      </Paragraph>
      {rows.length > 0 && <PartyTree rows={rows} chosen={chosen} onChoose={setChosen} onTurn={turn} />}
      {party && <PartyDetails party={party} />}
    </>
  );
}
