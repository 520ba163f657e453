import { Button, Card, Field, Heading, Label, Paragraph, Textarea } from "@digdir/designsystemet-react";
import type { SubmitEvent } from "react";
import { useTranslation } from "react-i18next";

import type { LegacyFoundView } from "../../ipc/generated/LegacyFoundView";
import { useCommand } from "../../ipc/useCommand";
import { Facts } from "../../parts/Facts";
import { day } from "../../parts/format";
import { ProblemCard } from "../../problems/ProblemCard";
import { typed } from "../typed";
import styles from "./legacy.module.css";

/** Where an old set-up is pasted. It may hold a password, so the field is emptied at once, and nothing of it is shown again. */
export function Detector({ onStart }: { onStart: () => void }) {
  const { t } = useTranslation("legacy");
  const detect = useCommand("legacy_detect");
  const told = detect.state.kind === "done" ? detect.state.answer : null;

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const text = typed(form, "old");
    form.reset();
    if (text.trim() !== "") void detect.run({ text });
  }

  return (
    <section className={styles.section}>
      <Heading level={2} data-size="xs">
        {t("detector.title")}
      </Heading>
      <form id="legacy-detector" className={styles.section} autoComplete="off" onSubmit={submit}>
        <Field>
          <Label htmlFor="legacy-pasted">{t("detector.label")}</Label>
          <Field.Description>{t("detector.description")}</Field.Description>
          <Textarea id="legacy-pasted" name="old" rows={5} autoComplete="off" spellCheck={false} />
        </Field>
        <Button id="legacy-look" type="submit" loading={detect.busy}>
          {t("detector.look")}
        </Button>
      </form>
      {detect.problem && <ProblemCard problem={detect.problem} />}
      <div role="status" id="legacy-told" className={styles.section}>
        {told?.has_secret === true && <Paragraph id="legacy-secret">{t("detector.secret")}</Paragraph>}
        {told?.cut === true && <Paragraph>{t("detector.cut")}</Paragraph>}
        {told && (
          <Paragraph>
            {told.found.length === 0
              ? t("detector.nothing")
              : t("detector.found", { count: told.found.length })}
          </Paragraph>
        )}
      </div>
      {told?.found.map((found) => (
        <Found key={found.name} found={found} />
      ))}
      {told !== null && told.found.length > 0 && (
        <>
          <Paragraph>{t("detector.next")}</Paragraph>
          <Button id="legacy-to-start" variant="secondary" onClick={onStart}>
            {t("detector.to_start")}
          </Button>
        </>
      )}
    </section>
  );
}

function Found({ found }: { found: LegacyFoundView }) {
  const { t, i18n } = useTranslation("legacy");
  const { name, line, times, gone, successor } = found;
  const now =
    successor === null ? t(`old.${name}.now`) : t("detector.use", { successor: t(`successor.${successor}`) });
  const where = times === 1 ? String(line) : t("detector.line_times", { line, times });
  return (
    <Card data-color="neutral" id={`old-${name}`} className={styles.found}>
      <div className={styles.head}>
        <code>{found.written}</code>
        <span className={styles.quiet}>{t(`sort.${found.sort}`)}</span>
      </div>
      <Facts
        facts={[
          { name: t("detector.was"), value: t(`old.${name}.was`) },
          { name: t("detector.now"), value: now },
          ...(gone === null ? [] : [{ name: t("detector.gone"), value: day(gone, i18n.language) }]),
          { name: t("detector.line"), value: where },
        ]}
      />
    </Card>
  );
}
