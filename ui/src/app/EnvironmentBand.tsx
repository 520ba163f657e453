import { Button } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { EnvironmentKind } from "../ipc/generated/EnvironmentKind";
import type { PracticeView } from "../ipc/generated/PracticeView";
import type { ProfileView } from "../ipc/generated/ProfileView";
import { day, norwegianDay, organisationNumber } from "../parts/format";
import styles from "./EnvironmentBand.module.css";

const COLORS = {
  practice: "fiol",
  test: "oransje",
  production: "blaa",
  custom: "neutral",
} as const satisfies Record<EnvironmentKind, string>;

interface Props {
  profile: ProfileView | null;
  /** The practice town, where its clock may stand in another year. */
  town: PracticeView | null;
  onChange: () => void;
}

/** Which environment and organisation everything below is about, in colour and in words. */
export function EnvironmentBand({ profile, town, onChange }: Props) {
  const { t, i18n } = useTranslation("common");
  const kind = profile?.environment ?? "practice";
  const name = profile?.environment_name ?? t(`environment.${kind}`);
  return (
    <header
      id="environment-band"
      data-color={COLORS[kind]}
      data-environment={kind}
      className={styles.band}
      aria-label={t("environment.label")}
    >
      <strong className={styles.name}>
        {town === null || town.days_ahead === 0
          ? name
          : t("environment.at", { environment: name, date: day(norwegianDay(town.now), i18n.language) })}
      </strong>
      {profile === null ? (
        <span className={styles.organisation}>{t("environment.none")}</span>
      ) : (
        <>
          <span className={styles.organisation}>
            {profile.organisation_name} <span>{organisationNumber(profile.organisation)}</span>
          </span>
          <Button id="environment-change" data-size="sm" className={styles.change} onClick={onChange}>
            {t("environment.change")}
          </Button>
        </>
      )}
    </header>
  );
}
