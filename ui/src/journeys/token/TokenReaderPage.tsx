import { Button } from "@digdir/designsystemet-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import type { Problem } from "../../ipc/generated/Problem";
import { useCommand } from "../../ipc/useCommand";
import { IntoView } from "../../parts/IntoView";
import { StepPage } from "../../parts/StepPage";
import { ProblemCard } from "../../problems/ProblemCard";
import type { StepProps } from "../StepProps";
import { PasteForm } from "./PasteForm";
import { Reading } from "./Reading";

const HELD = "token:";

/** What a token says: one that is pasted, or the one in memory. */
export function TokenReaderPage({
  about,
  setup,
  profile,
  go,
}: Pick<StepProps, "about" | "setup" | "profile" | "go">) {
  const { t } = useTranslation("token");
  const { state, problem, busy, run } = useCommand("token_read");
  const held = setup.maskinporten?.token ?? null;
  const asked = about?.startsWith(HELD) === true ? about.slice(HELD.length) : null;
  useEffect(() => {
    if (asked !== null) void run({ text: null, token: asked });
  }, [asked, run]);
  const reading = state.kind === "done" ? state.answer : null;

  return (
    <StepPage id="page-token-reader" title={t("page.title")} purpose={t("page.purpose")}>
      <PasteForm
        busy={busy}
        onRead={(text) => void run({ text, token: null })}
        onHeld={held === null ? null : () => void run({ text: null, token: held })}
      />
      {problem && <ProblemCard problem={problem} />}
      {problem && <LookUp problem={problem} go={go} />}
      {reading && (
        <IntoView key={reading.reading} atTop>
          <Reading reading={reading} organisation={profile?.organisation ?? null} />
        </IntoView>
      )}
    </StepPage>
  );
}

/** A refusal was pasted: what it means stands elsewhere. */
function LookUp({ problem, go }: { problem: Problem; go: StepProps["go"] }) {
  const { t } = useTranslation("token");
  const said = problem.facts.error;
  if (problem.code !== "token.refusal" || said?.kind !== "text") return null;
  return (
    <div>
      <Button id="look-up" variant="secondary" onClick={() => go("dictionary", said.value)}>
        {t("page.look_up")}
      </Button>
    </div>
  );
}
