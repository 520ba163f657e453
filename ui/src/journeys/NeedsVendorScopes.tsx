import { Button, Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { Problem } from "../ipc/generated/Problem";
import { CopyField } from "../parts/CopyField";
import type { StepProps } from "./StepProps";
import { VENDOR_SCOPES } from "./vendorScopes";

/** What says that no client has the scopes yet. */
const CODES = [
  "app.step_missing",
  "altinn.forbidden",
  "maskinporten.scope_not_registered",
  "maskinporten.scope_not_granted",
  "maskinporten.scope_refused",
];

/** The way to a client that may do a vendor's work, where that is what is missing. */
export function NeedsVendorScopes({ problem, go }: { problem: Problem; go: StepProps["go"] }) {
  const { t } = useTranslation(["systems", "common"]);
  if (!CODES.includes(problem.code)) return null;
  return (
    <Card id="needs-client" data-color="info">
      <div data-stack>
        <Heading level={2} data-size="xs">
          {t("systems:needs.title")}
        </Heading>
        <Paragraph>{t("systems:needs.text")}</Paragraph>
        <CopyField
          id="needs-scopes"
          label={t("systems:needs.scopes")}
          value={VENDOR_SCOPES.join("\n")}
          copy={t("common:copy.copy")}
          copied={t("common:copy.copied")}
        />
        <div data-row>
          <Button id="to-maskinporten" variant="secondary" onClick={() => go("maskinporten")}>
            {t("systems:needs.maskinporten")}
          </Button>
          <Button id="to-clients" variant="tertiary" onClick={() => go("clients")}>
            {t("systems:needs.clients")}
          </Button>
        </div>
      </div>
    </Card>
  );
}
