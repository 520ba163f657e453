import { Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { ClockView } from "../ipc/generated/ClockView";
import type { SystemName } from "../ipc/generated/SystemName";
import { CopyField } from "../parts/CopyField";
import { roughly } from "../parts/format";
import { colorOf, Mark } from "../parts/Mark";

/** Sets the clock by itself from then on. */
const COMMAND = "timedatectl set-ntp true";

interface Props {
  clock: ClockView;
  /** Whose settings have the clock. */
  system: SystemName;
  /** Of the heading. */
  level?: 2 | 3;
}

/** How far this computer's clock is from the services', and how to set it. */
export function ClockCard({ clock, system, level = 2 }: Props) {
  const { t, i18n } = useTranslation("common");
  const amount = roughly(Math.abs(clock.seconds), i18n.language);
  const state = !clock.off ? "good" : clock.seconds > 0 ? "behind" : "ahead";
  const kind = clock.off ? "warning" : "good";
  return (
    <Card id="clock" data-clock={state} data-color={colorOf(kind)} data-size="sm" role="status">
      <div data-stack>
        <Heading level={level} data-size="2xs">
          <Mark kind={kind} /> {t(`clock.${state}`, { amount })}
        </Heading>
        <Paragraph data-size="sm">
          {t("clock.measured", { uncertainty: roughly(clock.uncertainty, i18n.language) })}
        </Paragraph>
        {clock.off && <Mending system={system} />}
      </div>
    </Card>
  );
}

/** The way on this system, then who else may hold the clock. */
function Mending({ system }: { system: SystemName }) {
  const { t } = useTranslation("common");
  return (
    <>
      <Paragraph data-size="sm">{t("clock.why")}</Paragraph>
      <ol data-system={system}>
        {(["open", "switch", "now"] as const).map((step) => (
          <li key={step}>{t(`clock.mend.${system}.${step}`)}</li>
        ))}
      </ol>
      {system === "linux" && (
        <CopyField
          label={t("clock.command")}
          value={COMMAND}
          copy={t("copy.copy")}
          copied={t("copy.copied")}
        />
      )}
      <Paragraph data-size="sm">{t("clock.managed")}</Paragraph>
    </>
  );
}
