import { useTranslation } from "react-i18next";

import type { RenewalView } from "../../ipc/generated/RenewalView";
import { StepPage } from "../../parts/StepPage";
import { VerdictCard } from "../../parts/VerdictCard";
import type { StepProps } from "../StepProps";
import { Stages } from "./Stages";

/** The renewal is over: the client signs with the new key alone. */
export function RetiredPage({ renewal, go }: { renewal: RenewalView; go: StepProps["go"] }) {
  const { t } = useTranslation(["renewal", "keys"]);
  const name = renewal.client_name === "" ? renewal.client_id : renewal.client_name;
  return (
    <StepPage
      id="page-renewed"
      title={t("renewal:retired.title")}
      purpose={t("renewal:retired.purpose")}
      primary={{ label: t("renewal:retired.to_keys"), onClick: () => go("keys") }}
    >
      <VerdictCard
        id="renewed"
        kind="good"
        verdict={t("renewal:retired.verdict")}
        facts={[
          { name: t("renewal:fact.client"), value: name },
          { name: t("renewal:fact.new_kid"), value: renewal.new_kid, code: true },
          { name: t("renewal:fact.proved_with"), value: renewal.scopes, code: true },
          ...(renewal.old_kid === null
            ? []
            : [{ name: t("renewal:fact.old_kid"), value: renewal.old_kid, code: true }]),
        ]}
      />
      <Stages stage="retired" />
    </StepPage>
  );
}
