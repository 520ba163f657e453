import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { KeyForm } from "../../ipc/generated/KeyForm";
import type { KeyView } from "../../ipc/generated/KeyView";
import { useCommand } from "../../ipc/useCommand";
import { CopyField } from "../../parts/CopyField";
import { ProblemCard } from "../../problems/ProblemCard";

/** The public half: to copy, and to save as a file. */
export function PublicHalf({ held }: { held: KeyView }) {
  const { t } = useTranslation(["keys", "common"]);
  const save = useCommand("key_save");
  const [saved, setSaved] = useState<string | null>(null);
  const copy = { copy: t("common:copy.copy"), copied: t("common:copy.copied") };
  const forms: KeyForm[] = ["jwk", "jwks", "pem"];
  if (held.from_certificate) forms.push("cer");

  async function saveAs(form: KeyForm) {
    setSaved(null);
    const answer = await save.run({ key: held.id, form });
    if (answer?.saved != null) setSaved(answer.saved);
  }

  return (
    <div data-stack>
      <CopyField id="copy-jwk" label={t("keys:public.jwk")} value={held.jwk} {...copy} />
      <CopyField id="copy-pem" label={t("keys:public.pem")} value={held.pem} {...copy} />
      <CopyField label={t("keys:public.thumbprint")} value={held.thumbprint} {...copy} />
      <div data-row role="group" aria-label={t("keys:public.save")}>
        {forms.map((form) => (
          <Button
            key={form}
            id={`save-${form}`}
            variant="secondary"
            data-size="sm"
            onClick={() => void saveAs(form)}
          >
            {t(`keys:public.save_${form}`)}
          </Button>
        ))}
      </div>
      {saved !== null && (
        <Paragraph id="saved" role="status">
          {t("keys:public.saved", { file: saved })}
        </Paragraph>
      )}
      {save.problem && <ProblemCard problem={save.problem} />}
    </div>
  );
}
