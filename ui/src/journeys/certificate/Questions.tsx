import { Details, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import styles from "./certificate.module.css";

const QUESTIONS = ["which", "cer", "several", "password"] as const;

interface Props {
  /** Only a password is missing now. */
  locked: boolean;
}

/** What people ask with a file in hand, folded. */
export function Questions({ locked }: Props) {
  const { t } = useTranslation("certificate");
  return (
    <section className={styles.order}>
      <Heading level={2} data-size="2xs">
        {t("question.title")}
      </Heading>
      <div>
        {QUESTIONS.filter((question) => !locked || question === "password").map((question) => (
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
