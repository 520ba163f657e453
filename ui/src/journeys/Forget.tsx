import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  label: string;
  confirm: string;
  /** What else ends with it. */
  warning?: string | undefined;
  busy: boolean;
  onConfirm: () => void;
}

/** Something that cannot be undone: the first press asks, the second does. */
export function Forget({ label, confirm, warning, busy, onConfirm }: Props) {
  const { t } = useTranslation("common");
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <Button id="forget" variant="tertiary" data-color="danger" onClick={() => setAsked(true)}>
        {label}
      </Button>
    );
  }
  return (
    <>
      {warning !== undefined && <Paragraph role="alert">{warning}</Paragraph>}
      <Button id="forget-confirm" variant="secondary" data-color="danger" loading={busy} onClick={onConfirm}>
        {confirm}
      </Button>
      <Button id="forget-cancel" variant="tertiary" onClick={() => setAsked(false)}>
        {t("cancel")}
      </Button>
    </>
  );
}
