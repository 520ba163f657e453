import { Alert, Button, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { KeyView } from "../../ipc/generated/KeyView";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { calledName } from "./standing";

interface Props extends StepProps {
  held: KeyView;
  onMake: () => void;
  onImport: () => void;
}

/** A key whose private half is not here: it is no use to register it. */
export function AwayPage({ held, onMake, onImport, back, go }: Props) {
  const { t } = useTranslation(["keys", "common"]);
  return (
    <Step
      name="key"
      texts="keys"
      part="away_page"
      back={back}
      primary={{ label: t("keys:new"), onClick: onMake }}
      other={{ id: "all-keys", label: t("keys:all"), onClick: () => go("keys") }}
    >
      <Alert id="private-away" data-color="warning">
        <Paragraph>{t("keys:away", { name: calledName(held) })}</Paragraph>
      </Alert>
      <div>
        <Button id="import-key" variant="secondary" data-color="fjord" onClick={onImport}>
          {t("keys:import.open")}
        </Button>
      </div>
    </Step>
  );
}
