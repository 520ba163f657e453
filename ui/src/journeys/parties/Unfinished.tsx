import { Button, Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { UnfinishedRun } from "../../ipc/generated/UnfinishedRun";

/** A run that stopped before its end, perhaps with the program: it is planned anew, so that what is done is left out. */
export function Unfinished({
  run,
  onTakeUp,
}: {
  run: UnfinishedRun;
  onTakeUp: (run: UnfinishedRun) => void;
}) {
  const { t } = useTranslation("parties");
  return (
    <Card id="unfinished" data-color="warning">
      <div data-stack>
        <Heading level={2} data-size="2xs">
          {t(`unfinished.title_${run.wish}`)}
        </Heading>
        <Paragraph>{t("unfinished.what")}</Paragraph>
        <div data-row>
          <Button id="take-up" variant="secondary" onClick={() => onTakeUp(run)}>
            {t("unfinished.take_up")}
          </Button>
        </div>
      </div>
    </Card>
  );
}
