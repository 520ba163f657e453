import { Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ClientKind } from "../../ipc/generated/ClientKind";
import { PortalRoad } from "../PortalRoad";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { typed } from "../typed";

const FORM = "portal-login";

interface Props {
  kind: ClientKind;
  profile: StepProps["profile"];
  back: () => void;
  onClient: (id: string) => void;
}

/** Which clicks register the login's client in the portal, and the id that comes back. */
export function PortalPage({ kind, profile, back, onClient }: Props) {
  const { t } = useTranslation("login");
  const [missing, setMissing] = useState(false);

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const id = typed(event.currentTarget, "client-id");
    setMissing(id === "");
    if (id === "") document.getElementById("client-id")?.focus();
    else onClient(id);
  }

  return (
    <Step
      name="login"
      texts="login"
      part="portal_page"
      back={back}
      primary={{ label: t("portal.use"), form: FORM }}
    >
      <PortalRoad kind={kind} profile={profile} />
      <form id={FORM} data-stack noValidate onSubmit={submit}>
        <Textfield
          id="client-id"
          name="client-id"
          label={t("portal.client_id")}
          description={t("portal.client_id_description")}
          autoComplete="off"
          spellCheck={false}
          error={missing && t("client_id.missing")}
        />
      </form>
    </Step>
  );
}
