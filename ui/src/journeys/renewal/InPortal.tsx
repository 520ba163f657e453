import { Alert, Button, Card, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { RenewalView } from "../../ipc/generated/RenewalView";
import { useCommand } from "../../ipc/useCommand";
import { CopyRows } from "../../parts/CopyRows";
import { ProblemCard } from "../../problems/ProblemCard";
import { type PublicForm, PublicHalf } from "../PublicHalf";
import type { Step } from "./stage";

interface Props {
  /** Id of the form. */
  form: string;
  renewal: RenewalView;
  step: Step;
  /** The key id was left out. */
  missing: boolean;
  onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
}

/** What a person does in the portal: puts the new key in, or takes the old one away. */
export function InPortal({ form, renewal, step, missing, onSubmit }: Props) {
  const { t } = useTranslation(["renewal", "keys", "selfservice", "common"]);
  const openPage = useCommand("app_open_page");
  const [pasted, setPasted] = useState<PublicForm>("jwk");
  const copy = { copy: t("common:copy.copy"), copied: t("common:copy.copied") };
  const name = renewal.client_name === "" ? renewal.client_id : renewal.client_name;
  return (
    <Card data-color="neutral">
      <div data-stack>
        <div>
          <Button
            id="open-portal"
            variant="secondary"
            data-color="fjord"
            onClick={() => void openPage.run({ page: "portal" })}
          >
            {t("common:action.open_portal")}
          </Button>
        </div>
        <CopyRows
          rows={[
            { id: "client", label: t("renewal:fact.client"), value: name },
            ...(step === "retired"
              ? [{ id: "old-kid", label: t("renewal:fact.old_kid"), value: renewal.old_kid ?? "" }]
              : []),
          ]}
          empty="–"
          {...copy}
        />
        {step === "added" && renewal.jwk === null && (
          <Alert id="private-away" data-color="warning">
            <Paragraph>{t("renewal:away")}</Paragraph>
          </Alert>
        )}
        {step === "added" && renewal.jwk !== null && (
          <>
            <PublicHalf jwk={renewal.jwk} pem={renewal.pem ?? ""} form={pasted} onForm={setPasted} />
            <form id={form} noValidate onSubmit={onSubmit}>
              {/* With PEM the portal makes a key id of its own, so ours would be wrong. */}
              <Textfield
                key={pasted}
                id="kid"
                name="kid"
                label={t("keys:register.kid")}
                description={t(`keys:register.kid_${pasted}`)}
                defaultValue={pasted === "jwk" ? renewal.new_kid : ""}
                autoComplete="off"
                spellCheck={false}
                error={missing && t("keys:register.kid_missing")}
              />
            </form>
          </>
        )}
        {openPage.problem && <ProblemCard problem={openPage.problem} />}
      </div>
    </Card>
  );
}
