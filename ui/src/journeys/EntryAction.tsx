import { Button } from "@digdir/designsystemet-react";
import { use } from "react";
import { useTranslation } from "react-i18next";

import type { CalendarEntry } from "../ipc/generated/CalendarEntry";
import { ProblemActions } from "../problems/ProblemActions";
import type { StepProps } from "./StepProps";

interface Props extends Pick<StepProps, "go"> {
  entry: CalendarEntry;
  id: string;
}

/** What can be done about something that ends: a key is renewed where its client is, the rest as for any problem. */
export function EntryAction({ entry, id, go }: Props) {
  const { t } = useTranslation(["common", "calendar"]);
  const handlers = use(ProblemActions);
  const { action, client_id, what, name } = entry;
  if (action === null) return null;
  const act =
    action === "renew_key" && client_id !== null ? () => go("renewal", client_id) : handlers[action];
  if (act === undefined) return null;
  const label = t(`common:action.${action}`);
  return (
    <Button
      id={id}
      variant="secondary"
      data-color="fjord"
      data-size="sm"
      aria-label={`${label}: ${t(`calendar:what.${what}`)} ${name}`}
      onClick={act}
    >
      {label}
    </Button>
  );
}
