import { Tabs } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { CopyField } from "../parts/CopyField";

/** The forms of a public key that the portal takes. */
export type PublicForm = "jwk" | "pem";

interface Props {
  jwk: string;
  pem: string;
  form: PublicForm;
  onForm: (form: PublicForm) => void;
}

/** A key's public half to paste, in both forms that the portal takes. */
export function PublicHalf({ jwk, pem, form, onForm }: Props) {
  const { t } = useTranslation(["keys", "common"]);
  const copy = { copy: t("common:copy.copy"), copied: t("common:copy.copied") };
  return (
    <Tabs value={form} onChange={(value) => onForm(value === "pem" ? "pem" : "jwk")} data-size="sm">
      <Tabs.List>
        <Tabs.Tab id="tab-jwk" value="jwk">
          {t("keys:public.tab_jwk")}
        </Tabs.Tab>
        <Tabs.Tab id="tab-pem" value="pem">
          {t("keys:public.tab_pem")}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="jwk">
        <CopyField id="copy-jwk" label={t("keys:public.jwk")} value={jwk} {...copy} />
      </Tabs.Panel>
      <Tabs.Panel value="pem">
        <CopyField id="copy-pem" label={t("keys:public.pem")} value={pem} {...copy} />
      </Tabs.Panel>
    </Tabs>
  );
}
