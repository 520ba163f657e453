import { Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

/** What will be here. */
export function EmptyTrail() {
  const { t } = useTranslation("diagnostics");
  return (
    <Card id="empty-trail" data-color="neutral">
      <Heading level={3} data-size="2xs">
        {t("trail.empty")}
      </Heading>
      <Paragraph data-size="sm">{t("trail.empty_how")}</Paragraph>
    </Card>
  );
}
