import { Button, Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

/** Who has no client yet is shown how it is registered. */
export function NoClient({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation("login");
  return (
    <Card data-color="neutral" id="register-login">
      <div data-stack>
        <Heading level={2} data-size="2xs">
          {t("portal.title")}
        </Heading>
        <Paragraph data-size="sm">{t("portal.text")}</Paragraph>
        <div>
          <Button id="open-road" variant="secondary" data-size="sm" onClick={onOpen}>
            {t("portal.open")}
          </Button>
        </div>
      </div>
    </Card>
  );
}
