import { Button, Details, Paragraph } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./login.module.css";

/** The computer's other browsers for the login that waits; looked for when somebody wants one. */
export function OtherBrowsers({ unopened }: { unopened: boolean }) {
  const { t } = useTranslation("login");
  const [open, setOpen] = useState(unopened);
  return (
    <Details id="other-browsers" open={open} onToggle={() => setOpen((before) => !before)}>
      <Details.Summary>{t("browsers.title")}</Details.Summary>
      <Details.Content>{open && <Browsers />}</Details.Content>
    </Details>
  );
}

function Browsers() {
  const { t } = useTranslation("login");
  const { state, problem, run } = useCommand("login_browsers");
  const openIn = useCommand("login_open_in");
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => void run({}), [run]);
  const choose = (id: string) => {
    setChosen(id);
    void openIn.run({ browser: id });
  };
  const browsers = state.kind === "done" ? state.answer.browsers : [];
  return (
    <div className={styles.trouble}>
      {state.kind === "busy" && <Paragraph role="status">{t("browsers.looking")}</Paragraph>}
      {problem && <ProblemCard problem={problem} on={{ try_again: () => void run({}) }} />}
      {state.kind === "done" && (
        <Paragraph>{t(browsers.length === 0 ? "browsers.none" : "browsers.how")}</Paragraph>
      )}
      {browsers.length > 0 && (
        <ul className={styles.browsers}>
          {browsers.map(({ id, name }) => (
            <li key={id}>
              <Button
                id={`open-in-${id}`}
                variant="secondary"
                data-color="fjord"
                data-size="sm"
                loading={openIn.busy && chosen === id}
                onClick={() => choose(id)}
              >
                {t("browsers.open_in", { name })}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Paragraph data-size="sm" role="status" className={styles.told}>
        {openIn.state.kind === "done" && t("browsers.opened")}
      </Paragraph>
      {openIn.problem && <ProblemCard problem={openIn.problem} />}
    </div>
  );
}
