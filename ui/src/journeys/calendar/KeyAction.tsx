import { Button } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { CalendarEntry } from "../../ipc/generated/CalendarEntry";
import type { RenewalsView } from "../../ipc/generated/RenewalsView";
import { EntryAction } from "../EntryAction";
import type { StepProps } from "../StepProps";

/** What is special about a key that ends: its renewal is under way, as the old one or the new, or its client signs with another. */
export type KeyState = "renewed" | "renewal" | "not_in_use" | null;

/** A key's state, from what is under way and what each client signs with. */
export function keyState({ what, client_id, name }: CalendarEntry, renewals: RenewalsView | null): KeyState {
  if (what !== "key" || renewals === null) return null;
  const renewal = renewals.renewals.find((one) => one.client_id === client_id);
  if (renewal?.old_kid === name) return "renewed";
  if (renewal?.new_kid === name) return "renewal";
  const kid = renewals.clients.find((one) => one.client_id === client_id)?.kid ?? name;
  return kid === name ? null : "not_in_use";
}

interface Props extends Pick<StepProps, "go"> {
  state: KeyState;
  entry: CalendarEntry;
}

/** What can be done about an entry: a renewal goes on, a key that is not in use is taken away, else as ever. */
export function KeyAction({ state, entry, go }: Props) {
  const { t } = useTranslation(["common", "calendar", "renewal"]);
  const { id, client_id, name } = entry;
  if (client_id === null || state === null) return <EntryAction id={`act-${id}`} entry={entry} go={go} />;
  // The new key needs nothing: its renewal goes on from the old one's line.
  if (state === "renewal") return null;
  const label = t(state === "renewed" ? "renewal:page.go_on" : "common:rail.clients");
  return (
    <Button
      id={`act-${id}`}
      variant={state === "renewed" ? "primary" : "secondary"}
      data-color="fjord"
      data-size="sm"
      aria-label={`${label}: ${t("calendar:what.key")} ${name}`}
      onClick={() => go(state === "renewed" ? "renewal" : "clients", client_id)}
    >
      {label}
    </Button>
  );
}
