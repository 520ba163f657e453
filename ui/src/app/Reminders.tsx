import { Button, Link } from "@digdir/designsystemet-react";
import { XMarkIcon } from "@navikt/aksel-icons";
import { useTranslation } from "react-i18next";

import type { CalendarEntry } from "../ipc/generated/CalendarEntry";
import { ending } from "../journeys/entries";
import { EntryAction } from "../journeys/EntryAction";
import type { StepProps } from "../journeys/StepProps";
import { colorOf, Mark } from "../parts/Mark";
import styles from "./Reminders.module.css";

interface Props extends Pick<StepProps, "go"> {
  /** The most urgent first. */
  reminders: readonly CalendarEntry[];
  onClose: () => void;
}

/** What ends soon: the most urgent in a sentence, the rest a link away. In the page's flow, so that it covers nothing. */
export function Reminders({ reminders, go, onClose }: Props) {
  const { t, i18n } = useTranslation(["calendar", "common"]);
  const [first] = reminders;
  if (first === undefined) return null;
  const { kind, left } = ending(first, t, i18n.language);
  const tense = first.urgency === "over" ? "ended" : "ends";
  const more = reminders.length - 1;
  return (
    <section
      id="reminders"
      role="status"
      aria-label={t("calendar:reminder.label")}
      data-color={colorOf(kind)}
      className={styles.reminders}
    >
      <Mark kind={kind} />
      <div className={styles.words}>
        <span>{t(`calendar:reminder.${tense}.${first.what}`, { name: first.name, left })}</span>
        <div className={styles.ways}>
          <EntryAction id="reminder-act" entry={first} go={go} />
          <Link asChild>
            <button id="reminder-more" type="button" onClick={() => go("calendar")}>
              {more === 0 ? t("calendar:reminder.see") : t("calendar:reminder.more", { count: more })}
            </button>
          </Link>
        </div>
      </div>
      <Button
        id="reminders-close"
        variant="tertiary"
        data-color="neutral"
        data-size="sm"
        icon
        aria-label={t("calendar:reminder.close")}
        onClick={onClose}
      >
        <XMarkIcon aria-hidden />
      </Button>
    </section>
  );
}
