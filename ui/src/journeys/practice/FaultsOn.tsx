import { Chip, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { FaultView } from "../../ipc/generated/FaultView";
import styles from "./practice.module.css";

interface Props {
  faults: readonly FaultView[];
  onFlip: (fault: FaultView) => void;
}

/** The faults that are on, each a press from being off. */
export function FaultsOn({ faults, onFlip }: Props) {
  const { t } = useTranslation("practice");
  if (faults.length === 0) return <Paragraph id="none-on">{t("faults.none_on")}</Paragraph>;
  return (
    <div id="faults-on" className={styles.on} role="group" aria-label={t("faults.on")}>
      <span aria-hidden>{t("faults.on")}</span>
      {faults.map((fault) => {
        const name = t(`fault.${fault.name}.title`);
        return (
          <Chip.Removable
            key={fault.name}
            id={`off-${fault.name}`}
            data-size="sm"
            aria-label={t("faults.turn_off", { name })}
            onClick={() => {
              onFlip(fault);
              // The chip goes, and its focus with it.
              document.getElementById("faults")?.focus();
            }}
          >
            {name}
          </Chip.Removable>
        );
      })}
    </div>
  );
}
