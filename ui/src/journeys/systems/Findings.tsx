import { Card, ErrorSummary, Heading, Paragraph, ValidationMessage } from "@digdir/designsystemet-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import type { SystemField } from "../../ipc/generated/SystemField";
import type { SystemFindingView } from "../../ipc/generated/SystemFindingView";
import styles from "./systems.module.css";
import { useSaying } from "./useSaying";

/** Where a finding's field begins; what has no field of its own stands at the top. */
const FIELDS: Record<SystemField, string> = {
  id: "system-id",
  vendor: "system-id",
  name: "system-name-nb",
  description: "system-description-nb",
  clients: "system-clients",
  redirect_urls: "system-redirect-urls",
  resources: "resources-words",
  packages: "packages-words",
  visible: "system-visible",
  other: "system-name-nb",
};

/** All that stands in the way, each with the way to its field. Takes the focus. */
export function Wrong({ findings }: { findings: readonly SystemFindingView[] }) {
  const { t } = useTranslation("systems");
  const say = useSaying();
  // What may be missing in a text is the same for both.
  const named = (field: SystemField) =>
    field === "name" || field === "description" ? `${t(`fact.${field}`)}: ` : "";
  // Anew each time, also when it stood there before.
  useEffect(() => document.getElementById("wrong")?.focus(), [findings]);
  return (
    <ErrorSummary id="wrong">
      <ErrorSummary.Heading>{t("form.errors")}</ErrorSummary.Heading>
      <ErrorSummary.List>
        {findings.map(({ field, problem }) => (
          <ErrorSummary.Item key={`${field} ${problem.code}`}>
            <ErrorSummary.Link href={`#${FIELDS[field]}`}>
              {named(field)}
              {say(problem).title}
            </ErrorSummary.Link>
          </ErrorSummary.Item>
        ))}
      </ErrorSummary.List>
    </ErrorSummary>
  );
}

/** What is wrong with a field that has no place of its own for it. */
export function Beside({ findings }: { findings: readonly SystemFindingView[] }) {
  const say = useSaying();
  return findings.map(({ problem }) => (
    <ValidationMessage key={problem.code} data-code={problem.code}>
      {say(problem).whole}
    </ValidationMessage>
  ));
}

/** The same inside a field that marks what is wrong by itself. */
export function Inside({ findings }: { findings: readonly SystemFindingView[] }) {
  const say = useSaying();
  return findings.map(({ problem }) => (
    <span key={problem.code} data-code={problem.code} className={styles.inside}>
      {say(problem).whole}
    </span>
  ));
}

/** What is good to know and stands in nobody's way. */
export function Notes({ findings }: { findings: readonly SystemFindingView[] }) {
  const { t } = useTranslation("systems");
  const say = useSaying();
  return (
    <Card id="notes" data-color="info">
      <div data-stack>
        <Heading level={2} data-size="xs">
          {t("system.notes")}
        </Heading>
        {findings.map(({ field, problem }) => (
          <Paragraph key={`${field} ${problem.code}`} data-code={problem.code}>
            {say(problem).whole}
          </Paragraph>
        ))}
      </div>
    </Card>
  );
}
