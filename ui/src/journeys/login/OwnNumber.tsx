import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./login.module.css";

interface Props {
  /** It could not be told: the session may be over. */
  onFailed: () => void;
}

/** One's own national identity number: here alone, until it is hidden or the page is left. */
export function OwnNumber({ onFailed }: Props) {
  const { t } = useTranslation("login");
  const { state, problem, busy, run, reset } = useCommand("login_reveal");
  const number = state.kind === "done" ? state.answer.national_id : null;
  const show = () => void run({}).then((answer) => answer === null && onFailed());
  return (
    <>
      <Button
        id="reveal"
        data-color="fjord"
        variant="tertiary"
        aria-expanded={number !== null}
        loading={busy}
        onClick={number === null ? show : reset}
      >
        {t(number === null ? "number.show" : "number.hide")}
      </Button>
      {number !== null && (
        <Paragraph className={styles.below}>
          {t("number.is")} <strong id="own-number">{number.replace(/(\d{6})(?=\d)/, "$1\u00a0")}</strong>
        </Paragraph>
      )}
      {problem && <ProblemCard problem={problem} on={{ try_again: show }} />}
    </>
  );
}
