import { Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { Problem } from "../../ipc/generated/Problem";
import { CopyField } from "../../parts/CopyField";

/** What a vendor reads systems, makes requests and reads them with. */
const SCOPES = [
  "altinn:authentication/systemregister.write",
  "altinn:authentication/systemuser.request.write",
  "altinn:authentication/systemuser.request.read",
].join("\n");

/** What says that the client has them not. */
const CODES = [
  "app.step_missing",
  "altinn.forbidden",
  "maskinporten.scope_not_registered",
  "maskinporten.scope_not_granted",
  "maskinporten.scope_refused",
];

/** The scopes to ask for, where they are what is missing. */
export function NeedsScopes({ problem }: { problem: Problem }) {
  const { t } = useTranslation(["systemuser", "common"]);
  if (!CODES.includes(problem.code)) return null;
  return (
    <Card id="needs-scopes" data-color="info">
      <div data-stack>
        <Heading level={2} data-size="xs">
          {t("needs.title")}
        </Heading>
        <Paragraph>{t("needs.text")}</Paragraph>
        <CopyField
          id="copy-scopes"
          label={t("needs.scopes")}
          value={SCOPES}
          copy={t("common:copy.copy")}
          copied={t("common:copy.copied")}
        />
      </div>
    </Card>
  );
}
