import { Button, Card, Paragraph } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

/** Deletes a request of our own, asked once more. */
export function DeleteRequest({ onDelete, busy }: { onDelete: () => void; busy: boolean }) {
  const { t } = useTranslation(["systemuser", "common"]);
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <div>
        <Button id="delete-request" variant="tertiary" data-color="danger" onClick={() => setAsked(true)}>
          {t("delete.ask")}
        </Button>
      </div>
    );
  return (
    <Card id="delete-sure" data-color="warning">
      <div data-stack>
        <Paragraph>{t("delete.sure")}</Paragraph>
        <div data-row>
          <Button id="delete-do" data-color="danger" loading={busy} onClick={onDelete}>
            {t("delete.do")}
          </Button>
          <Button id="delete-not" variant="tertiary" onClick={() => setAsked(false)}>
            {t("common:cancel")}
          </Button>
        </div>
      </div>
    </Card>
  );
}
