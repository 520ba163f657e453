import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { CheckTokenSignature } from "../../ipc/generated/CheckTokenSignature";
import type { FindingView } from "../../ipc/generated/FindingView";
import type { TokenSignatureView } from "../../ipc/generated/TokenSignatureView";
import type { Command } from "../../ipc/useCommand";
import { VerdictCard } from "../../parts/VerdictCard";
import { factTexts } from "../../problems/facts";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./token.module.css";

interface Props {
  command: Command<CheckTokenSignature, TokenSignatureView, never>;
  /** Id of the reading. */
  reading: string | null;
}

/** Whether the issuer made the token: asked for by the person, since keys are fetched for it. */
export function Signature({ command: { state, problem, busy, run }, reading }: Props) {
  const { t } = useTranslation("token");
  const check = () => {
    if (reading !== null) void run({ reading });
  };
  const checked = state.kind === "done" ? state.answer : null;
  return (
    <section id="signature" className={styles.section} aria-labelledby="signature-heading">
      <Heading level={2} data-size="xs" id="signature-heading">
        {t("said.signature")}
      </Heading>
      <Paragraph>{t("page.signature.why")}</Paragraph>
      <div className={styles.buttons}>
        <Button
          id="check-signature"
          variant="secondary"
          loading={busy}
          aria-describedby="signature-fetches"
          onClick={check}
        >
          {t(checked || problem ? "page.signature.again" : "page.signature.check")}
        </Button>
      </div>
      <Paragraph data-size="sm" id="signature-fetches" className={styles.quiet}>
        {t("page.signature.fetches")}
      </Paragraph>
      {checked && <Verdict finding={checked.finding} />}
      {checked?.problem && <ProblemCard problem={checked.problem} on={{ try_again: check }} />}
      {problem && <ProblemCard problem={problem} on={{ try_again: check }} />}
    </section>
  );
}

function Verdict({ finding: { severity, problem } }: { finding: FindingView }) {
  const { t, i18n } = useTranslation("problems");
  const facts = factTexts(problem.facts, t, i18n.language);
  const words = (part: string) => t(`problems:${problem.code}.${part}`, facts);
  return (
    <div data-signature={problem.code}>
      <VerdictCard
        id="signature-verdict"
        level={3}
        kind={severity}
        verdict={words("title")}
        lead={
          <>
            <Paragraph>{words("cause")}</Paragraph>
            {severity !== "good" && <Paragraph>{words("remedy")}</Paragraph>}
          </>
        }
      />
    </div>
  );
}
