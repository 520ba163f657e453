import { Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { WaitingForKey } from "../WaitingForKey";
import type { Proving } from "./useProof";

export const PROOF_FORM = "proof";

/** One token proves that Maskinporten knows client and key. */
export function Proof({ proof, onReview }: { proof: Proving; onReview: () => void }) {
  const { t } = useTranslation("keys");
  const road = useCommand("portal_road");
  const [written, setWritten] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const { run } = road;
  useEffect(() => {
    void run({ kind: "maskinporten" });
  }, [run]);

  // What the person was told to tick in the portal.
  const ticked =
    road.state.kind === "done" ? road.state.answer.fields.find(({ name }) => name === "scopes") : null;
  const scopes = (written ?? ticked?.value ?? "").split(/\s+/).join(" ").trim();

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setMissing(scopes === "");
    if (scopes === "") document.getElementById("scopes")?.focus();
    else proof.prove(scopes);
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
          label={t("proof.scopes")}
          description={t("proof.scopes_description")}
          value={written ?? scopes}
          autoComplete="off"
          spellCheck={false}
          error={missing && t("proof.scopes_missing")}
          onChange={({ target }) => setWritten(target.value)}
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
