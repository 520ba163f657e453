import { Button, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/useCommand";
import { dayAndTime } from "../../parts/format";
import { VerdictCard } from "../../parts/VerdictCard";
import { WaitingCard } from "../../parts/WaitingCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";

const FORM = "link-form";

interface Props extends StepProps {
  /** To the form for asking others; none where the system was bought. */
  onAsk?: () => void;
}

/** A link that a vendor sent: looked at, opened, approved in Altinn by somebody who may. */
export function LinkPage({ setup, change, next, back, go, onAsk }: Props) {
  const { t, i18n } = useTranslation(["systemuser", "common"]);
  const look = useCommand("request_link");
  const open = useCommand("request_open_link");
  const approve = useCommand("request_approve_link");
  const { link } = setup.system_user;
  const [text, setText] = useState(link?.link ?? "");
  const [empty, setEmpty] = useState(false);
  const problem = look.problem ?? open.problem ?? approve.problem;
  const checked =
    look.state.kind === "done" && look.state.answer.link === text.trim() ? look.state.answer : null;

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setEmpty(text.trim() === "");
    if (text.trim() === "") return;
    if (checked === null) return void look.run({ link: text });
    const step = await open.run({ link: checked.link });
    if (step) change({ system_user: step });
  }
  const done = async () => {
    const step = await approve.run({});
    if (step) change({ system_user: step });
  };
  const opened = link?.opened_at ?? null;
  const primary =
    link?.approved === true
      ? { label: t("common:continue"), onClick: next }
      : opened !== null && link?.link === text.trim()
        ? { label: t("link.approved_do"), onClick: () => void done(), busy: approve.busy }
        : {
            label: t(checked === null ? "link.look" : "link.open"),
            form: FORM,
            busy: look.busy || open.busy,
          };

  return (
    <Step
      name="system_user"
      texts="systemuser"
      part="link_step"
      back={back}
      primary={primary}
      {...(onAsk && { other: { id: "ask-others", label: t("link.ask_others"), onClick: onAsk } })}
    >
      <form id={FORM} data-stack noValidate onSubmit={(event) => void submit(event)}>
        <Textfield
          id="pasted-link"
          label={t("link.label")}
          description={t("link.description")}
          value={text}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setText(target.value)}
          error={empty && text.trim() === "" && t("link.missing")}
        />
      </form>
      {checked && opened === null && (
        <VerdictCard
          id="link-good"
          kind="good"
          verdict={t("link.good")}
          lead={<Paragraph>{t(`link.about.${checked.kind}`)}</Paragraph>}
        />
      )}
      {opened !== null && link?.approved === false && (
        <>
          <WaitingCard
            id="link-opened"
            title={t("link.waiting")}
            since={t("link.opened", { when: dayAndTime(opened, i18n.language) })}
            meanwhile={t("link.meanwhile")}
          />
          <div>
            <Button
              id="open-again"
              variant="tertiary"
              loading={open.busy}
              onClick={() => void open.run({ link: link.link })}
            >
              {t("link.open_again")}
            </Button>
          </div>
        </>
      )}
      {link?.approved === true && (
        <VerdictCard
          id="link-approved"
          kind="good"
          verdict={t("link.approved")}
          lead={<Paragraph>{t("link.then")}</Paragraph>}
        />
      )}
      {problem && <ProblemCard problem={problem} on={{ review_start: () => go("profile") }} />}
    </Step>
  );
}
