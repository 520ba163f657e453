import { Button } from "@digdir/designsystemet-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { KeyView } from "../../ipc/generated/KeyView";
import { day } from "../../parts/format";
import { VerdictCard } from "../../parts/VerdictCard";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { ending, endLabel, useEndings } from "./endings";
import { PROOF_FORM, Proof } from "./Proof";
import { PublicHalf } from "./PublicHalf";
import { useProof } from "./useProof";

interface Props extends StepProps {
  held: KeyView;
  onChange: () => void;
}

/** The key as it is registered, proved by a token, and when it runs out. */
export function RegisteredPage({ held, onChange, setup, change, go, back, next, following }: Props) {
  const { t, i18n } = useTranslation(["keys", "common"]);
  const proof = useProof(held, setup, (token) => change({ maskinporten: token }));
  // What was pressed is gone, and what it proved stands at the top.
  const before = useRef(proof.proved);
  useEffect(() => {
    if (proof.proved && !before.current) {
      window.scrollTo(0, 0);
      document.getElementById("step-key")?.focus({ preventScroll: true });
    }
    before.current = proof.proved;
  }, [proof.proved]);
  const end = ending(useEndings(), held);
  const near = end !== null && end.urgency !== "later" && end.urgency !== "quarter";
  const verdict = end?.urgency === "over" ? "over" : near ? "ending" : proof.proved ? "proved" : "unproved";
  const goOn = { label: t("common:go_to", { step: t(`common:rail.${following ?? "done"}`) }), onClick: next };

  return (
    <Step
      name="key"
      texts="keys"
      part={verdict === "over" ? "over_page" : "registered_page"}
      back={back}
      primary={
        near
          ? { label: t("keys:renew"), onClick: () => go("renewal", held.client_id ?? undefined) }
          : proof.proved
            ? goOn
            : { label: t("keys:proof.fetch"), form: PROOF_FORM, busy: proof.busy }
      }
      {...(!proof.proved && !near && { other: { id: "go-on", label: goOn.label, onClick: goOn.onClick } })}
    >
      {!proof.proved && !near && <Proof proof={proof} onReview={onChange} />}
      <VerdictCard
        id="key-summary"
        kind={verdict === "over" ? "blocking" : near ? "warning" : proof.proved ? "good" : "note"}
        verdict={t(`keys:registered.${verdict}`, { count: end?.days_left ?? 0 })}
        facts={[
          { name: t("keys:fact.client_id"), value: held.client_id ?? "–", code: true },
          { name: t("keys:fact.kid"), value: held.kid, code: true },
          { name: t("keys:fact.kind"), value: `RSA ${held.bits}` },
          ...(held.expires_at === null
            ? []
            : [{ name: t(endLabel(end?.urgency)), value: day(held.expires_at, i18n.language) }]),
          ...(proof.proved && setup.maskinporten
            ? [{ name: t("keys:fact.proved_with"), value: setup.maskinporten.scopes, code: true }]
            : []),
        ]}
        details={{ title: t("keys:public.title"), content: <PublicHalf held={held} /> }}
      >
        <Button id="change-registration" variant="tertiary" onClick={onChange}>
          {t("keys:registered.change")}
        </Button>
        <Button id="all-keys" variant="tertiary" onClick={() => go("keys")}>
          {t("keys:all")}
        </Button>
      </VerdictCard>
    </Step>
  );
}
