import { Heading, Paragraph, Switch } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { CalendarView } from "../../ipc/generated/CalendarView";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { SaveCalendar } from "../SaveCalendar";
import styles from "./calendar.module.css";

interface Props {
  calendar: CalendarView;
  onChange: (calendar: CalendarView) => void;
}

/** Being told outside this page: by the desktop, and in the person's own calendar. */
export function OwnCalendar({ calendar, onChange }: Props) {
  const { t } = useTranslation("calendar");
  const notify = useCommand("calendar_notifications");
  const flip = async () => {
    const answer = await notify.run({ on: !calendar.notifications });
    if (answer !== null) onChange(answer);
  };
  return (
    <>
      <Switch
        id="notifications"
        label={t("notifications.label")}
        description={t("notifications.description")}
        checked={calendar.notifications}
        onChange={() => void flip()}
      />
      {notify.problem && <ProblemCard problem={notify.problem} on={{ try_again: () => void flip() }} />}
      {calendar.entries.length > 0 && (
        <section className={styles.group}>
          <Heading level={2} data-size="2xs">
            {t("file.title")}
          </Heading>
          <Paragraph>{t("file.text")}</Paragraph>
          <SaveCalendar />
        </section>
      )}
    </>
  );
}
