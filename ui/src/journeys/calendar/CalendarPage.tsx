import { Spinner, ToggleGroup } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { CalendarEntry } from "../../ipc/generated/CalendarEntry";
import type { CalendarView } from "../../ipc/generated/CalendarView";
import type { RenewalsView } from "../../ipc/generated/RenewalsView";
import { useCommand } from "../../ipc/useCommand";
import { norwegianDay } from "../../parts/format";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import type { StepProps } from "../StepProps";
import { isoDay } from "./days";
import { EmptyCalendar } from "./EmptyCalendar";
import { Entries } from "./Entries";
import { MonthView } from "./MonthView";
import { OwnCalendar } from "./OwnCalendar";
import { Removed } from "./Removed";
import { Today } from "./Today";
import { WatchForm } from "./WatchForm";

type View = "list" | "month";

/** Everything that ends: as a list by how near it is, or month by month. */
export function CalendarPage({ go, profile, replace }: Pick<StepProps, "go" | "profile" | "replace">) {
  const { t } = useTranslation(["calendar", "common"]);
  const { problem, run: open } = useCommand("calendar_open");
  const { run: listRenewals } = useCommand("renewal_list");
  const watch = useCommand("calendar_watch");
  const unwatch = useCommand("calendar_unwatch");
  const { run: openApp } = useCommand("app_open");
  const [calendar, setCalendar] = useState<CalendarView | null>(null);
  const [renewals, setRenewals] = useState<RenewalsView | null>(null);
  const [view, setView] = useState<View>("list");
  const [adding, setAdding] = useState(false);
  const [told, setTold] = useState<{ text: string; removed: CalendarEntry | null } | null>(null);
  const load = () => void open({}).then((answer) => answer && setCalendar(answer));

  useEffect(() => {
    // Together, so that no button changes under a hand; without renewals the calendar tells what it can.
    void Promise.all([open({}), listRenewals({})]).then(([answer, found]) => {
      setRenewals(found);
      if (answer) setCalendar(answer);
    });
  }, [open, listRenewals]);

  /** The window's reminders follow what is watched. */
  function show(answer: CalendarView) {
    setCalendar(answer);
    void openApp({}).then((app) => app && replace(app));
  }

  async function add(what: CalendarEntry["what"], name: string, starts_on: string) {
    const answer = await watch.run({ what, name, starts_on });
    if (answer === null) return;
    show(answer);
    setAdding(false);
    setTold({ text: t("calendar:watch.added", { name }), removed: null });
  }

  async function remove(entry: CalendarEntry) {
    const answer = await unwatch.run({ id: entry.id });
    if (answer === null) return;
    show(answer);
    setTold({ text: t("calendar:watch.removed", { name: entry.name }), removed: entry });
  }

  const aid = (["what", "need", "next"] as const).map((about) => ({
    title: t(`common:help.${about}`),
    text: t(`calendar:about.${about}`),
  }));
  return (
    <StepPage
      id="page-calendar"
      title={t("calendar:title")}
      purpose={t("calendar:purpose")}
      aid={{ title: t("common:help.what"), sections: aid }}
      {...(adding && { back: { label: t("common:cancel"), onClick: () => setAdding(false) } })}
      {...(calendar && {
        primary: adding
          ? { label: t("calendar:watch.add"), form: "watch", busy: watch.busy }
          : { label: t("calendar:watch.open"), onClick: () => setAdding(true) },
      })}
    >
      {problem && <ProblemCard problem={problem} on={{ try_again: load }} />}
      {calendar === null && problem === null && <Spinner aria-label={t("calendar:loading")} />}
      {calendar && (
        <>
          <Today now={calendar.now} practice={profile?.environment === "practice"} />
          <Removed
            told={told}
            onUndo={(entry) => void add(entry.what, entry.name, isoDay(norwegianDay(entry.starts_at)))}
          />
          {unwatch.problem && <ProblemCard problem={unwatch.problem} />}
          {calendar.entries.length === 0 ? (
            <EmptyCalendar go={go} />
          ) : (
            <>
              <ToggleGroup
                data-size="sm"
                aria-label={t("calendar:view.label")}
                value={view}
                onChange={(chosen) => setView(chosen === "month" ? "month" : "list")}
              >
                <ToggleGroup.Item id="calendar-list" value="list">
                  {t("calendar:view.list")}
                </ToggleGroup.Item>
                <ToggleGroup.Item id="calendar-month" value="month">
                  {t("calendar:view.month")}
                </ToggleGroup.Item>
              </ToggleGroup>
              {view === "list" ? (
                <Entries
                  entries={calendar.entries}
                  renewals={renewals}
                  go={go}
                  onRemove={(entry) => void remove(entry)}
                />
              ) : (
                <MonthView
                  calendar={calendar}
                  renewals={renewals}
                  go={go}
                  onRemove={(entry) => void remove(entry)}
                />
              )}
            </>
          )}
          {adding && <WatchForm now={calendar.now} onAdd={(...given) => void add(...given)} />}
          {watch.problem && <ProblemCard problem={watch.problem} />}
          <OwnCalendar calendar={calendar} onChange={setCalendar} />
        </>
      )}
    </StepPage>
  );
}
