import { Paragraph } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { RenewalsView } from "../../ipc/generated/RenewalsView";
import type { RenewalView } from "../../ipc/generated/RenewalView";
import { useCommand } from "../../ipc/useCommand";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import type { StepProps } from "../StepProps";
import { BeginPage } from "./BeginPage";
import { ClientChoice } from "./ClientChoice";
import { RetiredPage } from "./RetiredPage";
import { UnderwayPage } from "./UnderwayPage";

/** Renewal with overlap: which client, then where its renewal stands. */
export function RenewalPage(props: StepProps) {
  const { t } = useTranslation("renewal");
  const { problem, busy, run } = useCommand("renewal_list");
  const app = useCommand("app_open");
  const [view, setView] = useState<RenewalsView | null>(null);
  const [chosen, setChosen] = useState(props.about);
  const [retired, setRetired] = useState<RenewalView | null>(null);
  useEffect(() => {
    void run({}).then((answer) => answer && setView(answer));
  }, [run]);
  const load = () => void run({}).then((answer) => answer && setView(answer));

  if (retired) return <RetiredPage renewal={retired} go={props.go} />;
  if (view === null) {
    return (
      <StepPage id="page-renewal" title={t("page.title")} purpose={t("page.purpose")}>
        {busy && <Paragraph role="status">{t("page.reading")}</Paragraph>}
        {problem && <ProblemCard problem={problem} on={{ try_again: load }} />}
      </StepPage>
    );
  }

  const about = chosen ?? onlyOne(view);
  const renewal = view.renewals.find(({ client_id }) => client_id === about);
  const client = view.clients.find(({ client_id }) => client_id === about);
  // The wizard's key is another now, or what ends is.
  const refresh = () => void app.run({}).then((next) => next && props.replace(next));
  const undone = (now: RenewalsView) => {
    setView(now);
    if (renewal?.stage === "switched") refresh();
  };
  const learn = (now: RenewalView) => {
    setView({
      ...view,
      renewals: [...view.renewals.filter(({ client_id }) => client_id !== now.client_id), now],
    });
    if (now.stage === "switched" || now.stage === "retired") refresh();
    if (now.stage === "retired") setRetired(now);
  };
  const others = view.clients.length > 1 || view.renewals.length > 1;
  const back = others && about !== null ? () => setChosen("") : () => props.go("keys");
  if (renewal) {
    return (
      <UnderwayPage
        key={renewal.client_id}
        renewal={renewal}
        back={back}
        onChange={learn}
        onUndone={undone}
      />
    );
  }
  if (client?.key != null) {
    return (
      <BeginPage
        key={client.client_id}
        client={client}
        api={view.api}
        back={back}
        onBegun={learn}
        onClients={() => props.go("clients")}
      />
    );
  }
  return (
    <ClientChoice
      view={view}
      onChoose={setChosen}
      onKeys={() => props.go("keys")}
      onKey={() => props.go("key")}
    />
  );
}

/** With one renewal under way, or one client, there is nothing to choose. */
function onlyOne({ renewals, clients }: RenewalsView): string | null {
  if (renewals[0] && renewals.length === 1) return renewals[0].client_id;
  return clients[0] && clients.length === 1 ? clients[0].client_id : null;
}
