import type { ReactNode } from "react";

import { AccessStep } from "../journeys/access/AccessStep";
import { CalendarPage } from "../journeys/calendar/CalendarPage";
import { CertificateStep } from "../journeys/certificate/CertificateStep";
import { DiagnosticsPage } from "../journeys/diagnostics/DiagnosticsPage";
import { DictionaryPage } from "../journeys/dictionary/DictionaryPage";
import { DoneStep } from "../journeys/done/DoneStep";
import { KeysPage } from "../journeys/keys/KeysPage";
import { KeysStep } from "../journeys/keys/KeysStep";
import { LegacyPage } from "../journeys/legacy/LegacyPage";
import { LoginStep } from "../journeys/login/LoginStep";
import { MaskinportenStep } from "../journeys/maskinporten/MaskinportenStep";
import { PartiesPage } from "../journeys/parties/PartiesPage";
import { PracticePage } from "../journeys/practice/PracticePage";
import { RenewalPage } from "../journeys/renewal/RenewalPage";
import { ClientsPage } from "../journeys/selfservice/ClientsPage";
import { SettingsPage } from "../journeys/settings/SettingsPage";
import { ProfileStep } from "../journeys/start/ProfileStep";
import { RoadStep } from "../journeys/start/RoadStep";
import { VaultStep } from "../journeys/start/VaultStep";
import { SystemsPage } from "../journeys/systems/SystemsPage";
import { SystemUserStep } from "../journeys/systemuser/SystemUserStep";
import { TokenReaderPage } from "../journeys/token/TokenReaderPage";
import type { PracticeView } from "../ipc/generated/PracticeView";
import type { Place, StepProps } from "../journeys/StepProps";
import type { Dropped } from "./setup";

/** Steps that neither use nor keep a key; the vault's password is not asked for there. */
const WITHOUT_VAULT: readonly Place[] = [
  "start",
  "profile",
  "calendar",
  "practice",
  "diagnostics",
  "token_reader",
  "dictionary",
  "legacy",
  "settings",
];

interface Frame {
  visits: number;
  dropped: Dropped;
  onTaken: () => void;
  /** The person asked to unlock the vault where its lock is not in the way. */
  unlocking: boolean;
  onTown: (town: PracticeView) => void;
}

/** The page of a place. */
export function placePage(
  place: Place,
  props: StepProps,
  { visits, dropped, onTaken, unlocking, onTown }: Frame,
): ReactNode {
  const { vault } = props.app;
  if (vault !== null && vault !== "open" && (unlocking || !WITHOUT_VAULT.includes(place))) {
    return <VaultStep key={vault} vault={vault} replace={props.replace} />;
  }
  switch (place) {
    case "start":
      return props.profile === null ? <ProfileStep {...props} /> : <RoadStep {...props} />;
    case "profile":
      return <ProfileStep {...props} />;
    case "certificate":
      return <CertificateStep key={dropped.number} {...props} dropped={dropped.files} onTaken={onTaken} />;
    case "key":
      return (
        <KeysStep
          key={`${props.about}/${dropped.number}`}
          {...props}
          dropped={dropped.files}
          onTaken={onTaken}
        />
      );
    case "maskinporten":
      return <MaskinportenStep {...props} />;
    case "login":
      return <LoginStep {...props} />;
    case "access":
      return <AccessStep {...props} />;
    case "done":
      return <DoneStep {...props} />;
    case "keys":
      return <KeysPage key={visits} {...props} />;
    case "clients":
      return <ClientsPage key={visits} {...props} />;
    case "parties":
      return <PartiesPage key={visits} {...props} />;
    case "systems":
      return <SystemsPage key={`${visits}/${props.about}`} {...props} />;
    case "renewal":
      return <RenewalPage key={props.about} {...props} />;
    case "calendar":
      return <CalendarPage profile={props.profile} go={props.go} replace={props.replace} />;
    case "practice":
      return <PracticePage {...props} onChange={onTown} />;
    case "diagnostics":
      return <DiagnosticsPage system={props.app.system} go={props.go} />;
    case "dictionary":
      return <DictionaryPage key={props.about} about={props.about} go={props.go} />;
    case "legacy":
      return <LegacyPage key={visits} profile={props.profile} go={props.go} />;
    case "token_reader":
      return <TokenReaderPage key={visits} {...props} />;
    case "settings":
      return <SettingsPage {...props} />;
    case "system_user":
      return <SystemUserStep key={visits} {...props} />;
  }
}
