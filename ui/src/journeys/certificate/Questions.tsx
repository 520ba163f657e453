import { Details, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import styles from "./certificate.module.css";

const QUESTIONS = ["which", "cer", "several", "password"] as const;

/** What people ask with a file in hand, folded. */
export function Questions() {
  const { t } = useTranslation("certificate");
  return (
    <section className={styles.order}>
      <Heading level={2} data-size="2xs">
        {t("question.title")}
      </Heading>
      <div>
        {QUESTIONS.map((question) => (
          <Details key={question} id={`question-${question}`} data-size="sm">
            <Details.Summary>{t(`question.${question}.title`)}</Details.Summary>
            <Details.Content>
              <Paragraph data-size="sm">{t(`question.${question}.text`)}</Paragraph>
            </Details.Content>
          </Details>
        ))}
      </div>
    </section>
  );
}
