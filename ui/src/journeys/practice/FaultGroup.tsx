import { Details, Fieldset, Switch } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { FaultView } from "../../ipc/generated/FaultView";
import styles from "./practice.module.css";

interface Props {
  concern: string;
  faults: readonly FaultView[];
  open: boolean;
  onFlip: (fault: FaultView) => void;
}

/** The faults of one service, folded, with how many there are and how many of them are on. */
export function FaultGroup({ concern, faults, open, onFlip }: Props) {
  const { t } = useTranslation("practice");
  const on = faults.filter((fault) => fault.on).length;
  const said = { concern: t(`concern.${concern}`), number: faults.length, on };
  return (
    <Details id={`concern-${concern}`} defaultOpen={open}>
      <Details.Summary>{t(on === 0 ? "faults.group" : "faults.group_on", said)}</Details.Summary>
      <Details.Content>
        <Fieldset className={styles.faults}>
          <Fieldset.Legend className="ds-sr-only">{t(`concern.${concern}`)}</Fieldset.Legend>
          {faults.map((fault) => (
            <div key={fault.name} data-fault={fault.name}>
              <Switch
                id={`fault-${fault.name}`}
                label={t(`fault.${fault.name}.title`)}
                description={t(`fault.${fault.name}.teaches`)}
                checked={fault.on}
                onChange={() => onFlip(fault)}
              />
            </div>
          ))}
        </Fieldset>
      </Details.Content>
    </Details>
  );
}
