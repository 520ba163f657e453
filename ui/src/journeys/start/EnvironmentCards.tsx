import { Card, Radio } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { EnvironmentKind } from "../../ipc/generated/EnvironmentKind";
import styles from "./start.module.css";

const COLORS = { practice: "fiol", test: "oransje", production: "blaa", custom: "neutral" } as const;

interface Props {
  chosen: EnvironmentKind;
  onChoose: (environment: EnvironmentKind) => void;
  /** Name of the environment that the program was started with. */
  custom: string | null;
}

/** The environments as cards, in the colours of the band. */
export function EnvironmentCards({ chosen, onChoose, custom }: Props) {
  const { t } = useTranslation(["start", "common"]);
  const kinds: EnvironmentKind[] = ["practice", "test", "production"];
  if (custom !== null) kinds.push("custom");
  return (
    <div className={styles.cards}>
      {kinds.map((kind) => (
        <Card key={kind} data-color={COLORS[kind]} data-chosen={kind === chosen} className={styles.card}>
          <Radio
            id={`environment-${kind}`}
            name="environment"
            value={kind}
            checked={kind === chosen}
            onChange={() => onChoose(kind)}
            label={kind === "custom" ? custom : t(`common:environment.${kind}`)}
            description={t(`start:environment.${kind}`)}
          />
        </Card>
      ))}
    </div>
  );
}
