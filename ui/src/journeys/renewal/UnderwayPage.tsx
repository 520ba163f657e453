import { Button, Paragraph } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { RenewalsView } from "../../ipc/generated/RenewalsView";
import type { RenewalView } from "../../ipc/generated/RenewalView";
import { useCommand, useStream } from "../../ipc/useCommand";
import { day, isolated } from "../../parts/format";
import { StepPage } from "../../parts/StepPage";
import { WaitingCard } from "../../parts/WaitingCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { typed } from "../typed";
import { WaitingForKey } from "../WaitingForKey";
import { InPortal } from "./InPortal";
import { inPortal, nextOf } from "./stage";
import { Stages } from "./Stages";

const FORM = "renewal-kid";

interface Props {
  renewal: RenewalView;
  back: () => void;
  onChange: (renewal: RenewalView) => void;
  onUndone: (view: RenewalsView) => void;
}

/** A renewal where it stands: what is done, what is next, and the way back. */
export function UnderwayPage({ renewal, back, onChange, onUndone }: Props) {
  const { t, i18n } = useTranslation(["renewal", "common"]);
  const advance = useStream("renewal_advance");
  const undo = useCommand("renewal_undo");
  const cancel = useCommand("renewal_cancel");
  const [missing, setMissing] = useState(false);
  const { client_id, stage, road } = renewal;
  const step = nextOf(stage);
  const byHand = inPortal(step, road);
  const typesKid = byHand && step === "added";

  // What failed before is not what fails now: one card at a time.
  async function go(kid: string | null) {
    undo.reset();
    const now = await advance.run(kid === null ? { client_id } : { client_id, kid });
    if (now) onChange(now);
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const kid = typed(event.currentTarget, "kid");
    setMissing(kid === "");
    if (kid === "") document.getElementById("kid")?.focus();
    else void go(kid);
  }

  async function goBack() {
    advance.reset();
    const left = await undo.run({ client_id });
    if (left) onUndone(left);
  }

  const stop = () => {
    advance.reset();
    void cancel.run({});
  };
  const tries = advance.state.kind === "busy" ? advance.state.progress.at(-1) : undefined;
  const name = renewal.client_name === "" ? client_id : renewal.client_name;
  const label = t(`renewal:do.${step}${byHand ? "_portal" : ""}`);
  return (
    <StepPage
      id="page-renewal"
      title={t("renewal:underway.title", { client: isolated(name) })}
      purpose={t("renewal:underway.purpose", { day: day(renewal.begun_at, i18n.language) })}
      back={{ label: t("common:back"), onClick: back }}
      primary={{
        label,
        busy: advance.busy,
        ...(typesKid ? { form: FORM } : { onClick: () => void go(null) }),
      }}
    >
      <Stages stage={stage} />
      <Paragraph id="renewal-now" role="status">
        {t(`renewal:now.${step}${byHand ? "_portal" : ""}`, { kid: renewal.old_kid ?? "" })}
      </Paragraph>
      {byHand && <InPortal form={FORM} renewal={renewal} step={step} missing={missing} onSubmit={submit} />}
      {advance.busy && !tries && (
        <WaitingCard
          id="renewal-waiting"
          title={t(`renewal:waiting.${step}`)}
          meanwhile={t("renewal:waiting.meanwhile")}
          cancel={{ label: t("common:cancel"), onClick: stop }}
        />
      )}
      {tries && <WaitingForKey progress={tries} onCancel={stop} />}
      {advance.problem && (
        <ProblemCard
          problem={advance.problem}
          on={typesKid ? {} : { try_again: () => void go(null), fetch_token: () => void go(null) }}
        />
      )}
      <Undo renewal={renewal} busy={advance.busy} undoing={undo.busy} goBack={goBack} />
      {undo.problem && <ProblemCard problem={undo.problem} on={{ try_again: () => void goBack() }} />}
    </StepPage>
  );
}

interface UndoProps extends Pick<Props, "renewal"> {
  busy: boolean;
  undoing: boolean;
  goBack: () => Promise<void>;
}

/** Until the old key is gone, each step can be taken back. */
function Undo({ renewal, busy, undoing, goBack }: UndoProps) {
  const { t } = useTranslation(["renewal", "common"]);
  const [asked, setAsked] = useState(false);

  const byHand = renewal.stage === "added" && renewal.road === "portal";

  async function doIt() {
    await goBack();
    setAsked(false);
  }

  return (
    <div data-stack>
      {asked && (
        <Paragraph role="alert">{t(`renewal:undo.${renewal.stage}${byHand ? "_portal" : ""}`)}</Paragraph>
      )}
      <div data-row>
        {asked ? (
          <>
            <Button
              id="undo-confirm"
              variant="secondary"
              data-color="danger"
              loading={undoing}
              onClick={() => void doIt()}
            >
              {t("renewal:undo.confirm")}
            </Button>
            <Button id="undo-cancel" variant="tertiary" onClick={() => setAsked(false)}>
              {t("renewal:undo.keep")}
            </Button>
          </>
        ) : (
          <Button
            id="undo"
            variant="tertiary"
            data-color="danger"
            disabled={busy}
            onClick={() => setAsked(true)}
          >
            {t("renewal:undo.do")}
          </Button>
        )}
      </div>
    </div>
  );
}
