import { Alert, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { CreatedRequestView } from "../../ipc/generated/CreatedRequestView";
import { called } from "./RightChecks";

/** The customer had been asked before: what that request asks for otherwise than was wanted now. */
export function Existing({ created: { difference } }: { created: CreatedRequestView }) {
  const { t } = useTranslation(["systemuser", "common"]);
  return (
    <Alert
      id="existing-request"
      data-color={difference === null ? "info" : "warning"}
      data-differs={difference !== null}
    >
      <Heading level={2} data-size="2xs">
        {t("existing.title")}
      </Heading>
      <Paragraph>{t(difference === null ? "existing.same" : "existing.differs")}</Paragraph>
      {difference && (
        <ul>
          {difference.missing.map((id) => (
            <li key={`missing-${id}`}>{t("existing.missing", { name: called(id, t) })}</li>
          ))}
          {difference.extra.map((id) => (
            <li key={`extra-${id}`}>{t("existing.extra", { name: called(id, t) })}</li>
          ))}
          {difference.title !== null && <li>{t("existing.called", { name: difference.title })}</li>}
        </ul>
      )}
    </Alert>
  );
}
