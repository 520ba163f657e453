import { Field, Label, Select } from "@digdir/designsystemet-react";
import {
  ArrowRightIcon,
  CheckmarkCircleFillIcon,
  CircleIcon,
  HourglassIcon,
  MinusCircleIcon,
} from "@navikt/aksel-icons";
import { useTranslation } from "react-i18next";

import type { AppView } from "../ipc/generated/AppView";
import { markOf } from "../journeys/entries";
import type { Place } from "../journeys/StepProps";
import { Mark } from "../parts/Mark";
import styles from "./Rail.module.css";
import { canOpen, STEPS, stateOf, type StepState } from "./steps";

const ICONS = {
  done: CheckmarkCircleFillIcon,
  now: ArrowRightIcon,
  waiting: HourglassIcon,
  left: CircleIcon,
  optional: MinusCircleIcon,
} satisfies Record<StepState, unknown>;

const PAGES = [
  "keys",
  "clients",
  "systems",
  "parties",
  "calendar",
  "practice",
  "diagnostics",
  "settings",
] as const satisfies readonly Place[];

interface Props {
  app: AppView;
  place: Place;
  go: (place: Place) => void;
}

/** Where a page belongs that has no line of its own. */
const UNDER: Partial<Record<Place, Place>> = {
  profile: "start",
  renewal: "keys",
  dictionary: "diagnostics",
  legacy: "diagnostics",
  token_reader: "diagnostics",
};

/** The steps with their state, and the pages beside them. A selector on narrow windows. */
export function Rail({ app, place, go }: Props) {
  const { t } = useTranslation("common");
  const here = UNDER[place] ?? place;
  const [first] = app.reminders;
  const reminders = first ? t("rail.reminders", { count: app.reminders.length }) : null;
  const pages = PAGES.filter((page) => canOpen(page, app));
  return (
    <>
      <Field className={styles.selector}>
        <Label htmlFor="rail-select">{t("rail.choose")}</Label>
        <Select
          id="rail-select"
          value={here}
          onChange={(event) => {
            const chosen = [...STEPS.map((step) => step.name), ...pages].find(
              (name) => name === event.target.value,
            );
            if (chosen) go(chosen);
          }}
        >
          {STEPS.map(({ name }, index) => (
            <Select.Option key={name} value={name} disabled={!canOpen(name, app)}>
              {`${index + 1}. ${t(`rail.${name}`)} – ${t(`state.${stateOf(name, app)}`)}`}
            </Select.Option>
          ))}
          {pages.map((page) => (
            <Select.Option key={page} value={page}>
              {page === "calendar" && reminders !== null
                ? `${t("rail.calendar")} – ${reminders}`
                : t(`rail.${page}`)}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <div className={styles.rail}>
        <nav aria-label={t("rail.label")}>
          <ol className={styles.list}>
            {STEPS.map(({ name }, index) => (
              <li key={name}>
                <StepButton name={name} number={index + 1} app={app} current={name === here} go={go} />
              </li>
            ))}
          </ol>
        </nav>
        <nav aria-label={t("rail.pages")}>
          <ul className={styles.list}>
            {pages.map((page) => (
              <li key={page}>
                <button
                  id={`rail-${page}`}
                  type="button"
                  className={styles.item}
                  aria-current={page === here ? "page" : undefined}
                  onClick={() => go(page)}
                >
                  {page === "calendar" && first && (
                    <span className={styles.icon}>
                      <Mark kind={markOf(first.urgency)} />
                    </span>
                  )}
                  <span className={styles.name}>{t(`rail.${page}`)}</span>
                  {page === "calendar" && <span className={styles.state}>{reminders}</span>}
                </button>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </>
  );
}

interface StepButtonProps {
  name: (typeof STEPS)[number]["name"];
  number: number;
  app: AppView;
  current: boolean;
  go: (place: Place) => void;
}

function StepButton({ name, number, app, current, go }: StepButtonProps) {
  const { t } = useTranslation("common");
  const state = stateOf(name, app);
  const Icon = ICONS[state];
  return (
    <button
      id={`rail-${name}`}
      type="button"
      className={styles.item}
      data-state={state}
      aria-current={current ? "step" : undefined}
      disabled={!canOpen(name, app)}
      onClick={() => go(name)}
    >
      <Icon aria-hidden className={styles.icon} />
      <span className={styles.name}>{`${number}. ${t(`rail.${name}`)}`}</span>
      <span className={styles.state}>{t(`state.${state}`)}</span>
    </button>
  );
}
