import { Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { ProblemCard } from "../../problems/ProblemCard";
import { typed } from "../typed";
import { WaitingForKey } from "../WaitingForKey";
import type { Proving } from "./useProof";

export const PROOF_FORM = "proof";

/** One token proves that Maskinporten knows client and key. */
export function Proof({ proof, onReview }: { proof: Proving; onReview: () => void }) {
  const { t } = useTranslation("keys");
  const [scopes, setScopes] = useState(proof.proposed);
  const [missing, setMissing] = useState(false);

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const asked = typed(event.currentTarget, "scopes");
    setScopes(asked);
    setMissing(asked === "");
    if (asked === "") document.getElementById("scopes")?.focus();
    else proof.prove(asked);
  }

  return (
    <>
      <form id={PROOF_FORM} data-stack noValidate onSubmit={submit}>
        <Heading level={2} data-size="xs">
          {t("proof.title")}
        </Heading>
        <Paragraph>{t("proof.text")}</Paragraph>
        <Textfield
          id="scopes"
          name="scopes"
          label={t("proof.scopes")}
          description={t("proof.scopes_description")}
          defaultValue={scopes}
          autoComplete="off"
          spellCheck={false}
          error={missing && t("proof.scopes_missing")}
        />
      </form>
      {proof.progress && <WaitingForKey progress={proof.progress} onCancel={proof.stop} />}
      {proof.problem && (
        <ProblemCard
          problem={proof.problem}
          on={{
            try_again: () => proof.prove(scopes),
            fetch_token: () => proof.prove(scopes),
            register_key: onReview,
            review_client: onReview,
          }}
        />
      )}
    </>
  );
}
