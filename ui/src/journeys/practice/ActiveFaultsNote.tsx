import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { PracticeView } from "../../ipc/generated/PracticeView";
import { useCommand } from "../../ipc/useCommand";
import { list } from "../../parts/format";
import { Mark } from "../../parts/Mark";
import type { Place } from "../StepProps";
import styles from "./practice.module.css";

interface Props {
  /** Where the person stands; the panel itself shows its faults. */
  place: Place;
  town: PracticeView;
  onChange: (town: PracticeView) => void;
}

/** A quiet line in the frame while faults are on, so that nobody takes them for real. For practice profiles alone. */
export function ActiveFaultsNote({ place, town, onChange }: Props) {
  const { t, i18n } = useTranslation("practice");
  const { run: set, busy } = useCommand("practice_fault");
  const active = town.faults.filter(({ on }) => on);

  const switchOff = async () => {
    for (const { name } of active) {
      const answer = await set({ name, on: false });
      if (answer !== null) onChange(answer);
    }
  };

  if (active.length === 0 || place === "practice") return null;
  const names = list(
    active.map(({ name }) => t(`fault.${name}.title`)),
    i18n.language,
  );
  return (
    <div id="active-faults" className={styles.note} role="status" data-color="warning">
      <Mark kind="warning" />
      <Paragraph data-size="sm">{t("active.note", { count: active.length, names })}</Paragraph>
      <Button
        id="faults-off"
        variant="tertiary"
        data-size="sm"
        loading={busy}
        onClick={() => void switchOff()}
      >
        {t("active.off")}
      </Button>
    </div>
  );
}
