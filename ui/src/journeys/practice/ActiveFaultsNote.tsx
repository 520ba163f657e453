import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { FaultView } from "../../ipc/generated/FaultView";
import { useCommand } from "../../ipc/useCommand";
import { list } from "../../parts/format";
import { Mark } from "../../parts/Mark";
import type { Place } from "../StepProps";
import styles from "./practice.module.css";

interface Props {
  /** Where the person stands; asked again when it changes. */
  place: Place;
}

/** A quiet line in the frame while faults are on, so that nobody takes them for real. For practice profiles alone. */
export function ActiveFaultsNote({ place }: Props) {
  const { t, i18n } = useTranslation("practice");
  const { run: open } = useCommand("practice_open");
  const { run: set, busy } = useCommand("practice_fault");
  const [active, setActive] = useState<readonly FaultView[]>([]);

  useEffect(() => {
    void open({}).then((practice) => practice && setActive(practice.faults.filter(({ on }) => on)));
  }, [open, place]);

  const switchOff = async () => {
    for (const { name } of active) {
      const practice = await set({ name, on: false });
      if (practice !== null) setActive(practice.faults.filter(({ on }) => on));
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
