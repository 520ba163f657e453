import { Heading, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { CalendarSubject } from "../../ipc/generated/CalendarSubject";
import { Choice } from "../../parts/Choice";
import { dayInFigures, norwegianDay } from "../../parts/format";
import { typed } from "../typed";
import styles from "./calendar.module.css";
import { isoDay, typedDay } from "./days";

const WATCHABLE = ["client_secret", "system_user_request"] as const satisfies readonly CalendarSubject[];

interface Props {
  now: string;
  onAdd: (what: CalendarSubject, name: string, startsOn: string) => void;
}

interface Wrong {
  name?: string;
  date?: string;
}

/** A date that the program cannot know of: what began, and on which day. */
export function WatchForm({ now, onAdd }: Props) {
  const { t, i18n } = useTranslation("calendar");
  const [what, setWhat] = useState<(typeof WATCHABLE)[number]>("client_secret");
  const [wrong, setWrong] = useState<Wrong>({});
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: "start" });
    // The buttons of the form go with it; the focus does not.
    return () => document.getElementById("primary")?.focus();
  }, []);
  const today = norwegianDay(now);
  const example = dayInFigures(today, i18n.language);

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = typed(event.currentTarget, "name");
    const date = typedDay(typed(event.currentTarget, "date"));
    const found: Wrong = {
      ...(name === "" && { name: t("watch.name_missing") }),
      ...(date === null && { date: t("watch.date_wrong", { date: example }) }),
      ...(date !== null && date > isoDay(today) && { date: t("watch.date_ahead") }),
    };
    setWrong(found);
    const first = found.name !== undefined ? "watch-name" : found.date !== undefined ? "watch-date" : null;
    if (first !== null) document.getElementById(first)?.focus();
    else if (date !== null) onAdd(what, name, date);
  }

  return (
    <section className={styles.group}>
      <Heading level={2} data-size="xs" ref={heading} tabIndex={-1} className={styles.formTitle}>
        {t("watch.title")}
      </Heading>
      <form id="watch" onSubmit={submit} className={styles.form} noValidate>
        <Choice
          legend={t("watch.what")}
          options={WATCHABLE.map((value) => ({ value, id: `watch-${value}`, label: t(`watch.${value}`) }))}
          value={what}
          onChange={setWhat}
        />
        <Textfield
          id="watch-name"
          name="name"
          label={t("watch.name")}
          description={t("watch.name_hint")}
          autoComplete="off"
          error={wrong.name}
        />
        <Textfield
          id="watch-date"
          name="date"
          label={t(what === "client_secret" ? "watch.made" : "watch.sent")}
          description={t("watch.date_hint", { date: example })}
          autoComplete="off"
          error={wrong.date}
        />
      </form>
    </section>
  );
}
