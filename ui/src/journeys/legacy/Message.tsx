import { Button, Card, Details, Heading, List, Paragraph } from "@digdir/designsystemet-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { LegacyAttachmentView } from "../../ipc/generated/LegacyAttachmentView";
import type { LegacyMessageView } from "../../ipc/generated/LegacyMessageView";
import { type FactLine, Facts } from "../../parts/Facts";
import { kilobytes, momentAsWritten } from "../../parts/format";
import styles from "./legacy.module.css";

interface Props {
  message: LegacyMessageView;
  /** Every field, under the API's own name. */
  fields: readonly FactLine[];
  /** Where it was opened from a list. */
  onBack: (() => void) | null;
}

/** One message, opened: what it says is text, whatever it was written as. Takes the focus. */
export function Message({ message, fields, onBack }: Props) {
  const { t, i18n } = useTranslation("legacy");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { subject, sender, is_form, status, changed_at, text, attachments } = message;
  const known = [
    { name: t(is_form ? "message.owner" : "message.from"), value: sender },
    { name: t("message.changed"), value: momentAsWritten(changed_at, i18n.language) },
    { name: t("message.state"), value: t(`message.status.${status}`, { defaultValue: status }) },
  ];
  return (
    <div className={styles.section} id="legacy-message">
      {onBack !== null && (
        <Button id="legacy-back" variant="tertiary" data-size="sm" onClick={onBack}>
          {t("message.back")}
        </Button>
      )}
      <Card data-color="neutral" className={styles.found}>
        <Heading level={3} data-size="xs" ref={heading} tabIndex={-1}>
          <bdi>{subject === "" ? t("message.untitled") : subject}</bdi>
        </Heading>
        <Facts facts={known.filter(({ value }) => value !== "")} />
        <div id="legacy-message-text" className={styles.text}>
          {text.map((line, place) => (
            <Paragraph key={place}>
              <bdi>{line}</bdi>
            </Paragraph>
          ))}
          {text.length === 0 && <Paragraph>{t(is_form ? "message.form_text" : "message.no_text")}</Paragraph>}
        </div>
        <Attachments attachments={attachments} />
      </Card>
      <Details id="legacy-message-fields">
        <Details.Summary>{t("message.all")}</Details.Summary>
        <Details.Content>
          <Facts facts={fields} />
        </Details.Content>
      </Details>
      <Paragraph data-size="sm">{t("message.unread")}</Paragraph>
    </div>
  );
}

function Attachments({ attachments }: { attachments: readonly LegacyAttachmentView[] }) {
  const { t, i18n } = useTranslation("legacy");
  if (attachments.length === 0) return <Paragraph>{t("message.no_attachments")}</Paragraph>;
  const size = (bytes: number | null) => (bytes === null ? "" : ` (${kilobytes(bytes, i18n.language)})`);
  return (
    <div id="legacy-attachments" className={styles.text}>
      <Heading level={4} data-size="2xs">
        {t("message.attachments")}
      </Heading>
      <List.Unordered>
        {attachments.map((one, place) => (
          <List.Item key={place}>
            {t(`attachment.${one.kind}`)}: <bdi>{one.name}</bdi>
            {size(one.size)}
          </List.Item>
        ))}
      </List.Unordered>
      <Paragraph data-size="sm" className={styles.quiet}>
        {t("message.not_fetched")}
      </Paragraph>
    </div>
  );
}
