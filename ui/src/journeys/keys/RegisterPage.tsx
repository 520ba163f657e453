import { Button, Card, Heading, Paragraph, Tabs, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { KeyView } from "../../ipc/generated/KeyView";
import { useCommand } from "../../ipc/useCommand";
import { CopyField } from "../../parts/CopyField";
import { ProblemCard } from "../../problems/ProblemCard";
import { Forget } from "../Forget";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import styles from "./keys.module.css";

interface Props extends StepProps {
  held: KeyView;
  onRegistered: (key: KeyView) => void;
}

// The clicks of idporten.md 13.5, in order.
const BEFORE_PASTING = ["client", "fill", "scopes", "copy_id"] as const;
const AFTER_PASTING = ["save", "wait"] as const;

/** Which clicks register the key in the portal, and the two ids that come back. */
export function RegisterPage({ held, onRegistered, replace, back, app }: Props) {
  const { t } = useTranslation(["keys", "common"]);
  const register = useCommand("key_register");
  const openPage = useCommand("app_open_page");
  const forget = useCommand("key_forget");
  const [missing, setMissing] = useState<{ client: boolean; kid: boolean }>({ client: false, kid: false });
  const problem = register.problem ?? openPage.problem ?? forget.problem;

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = typed.get(name);
      return typeof value === "string" ? value.trim() : "";
    };
    const given = { client_id: text("client-id"), kid: text("kid") };
    setMissing({ client: given.client_id === "", kid: given.kid === "" });
    if (given.client_id === "" || given.kid === "") return;
    const key = await register.run(given);
    if (key) onRegistered(key);
  }

  async function forgetIt() {
    const next = await forget.run({ key: held.id, typed: held.name === "" ? held.kid : held.name });
    if (next) replace(next);
  }

  const copy = { copy: t("common:copy.copy"), copied: t("common:copy.copied") };
  return (
    <Step
      name="key"
      texts="keys"
      part="register_page"
      back={back}
      primary={{ label: t("keys:register.save"), form: "register", busy: register.busy }}
    >
      <Card data-color="neutral" className={styles.card}>
        <Heading level={2} data-size="xs">
          {t("keys:portal.title")}
        </Heading>
        <div>
          <Button
            id="open-portal"
            variant="secondary"
            data-color="fjord"
            onClick={() => void openPage.run({ page: "portal" })}
          >
            {t(app.profile?.environment === "practice" ? "keys:portal.open_practice" : "keys:portal.open")}
          </Button>
        </div>
        <ol className={styles.clicks}>
          {BEFORE_PASTING.map((click) => (
            <li key={click}>{t(`keys:portal.${click}`)}</li>
          ))}
          <li>
            <div className={styles.paste}>
              {t("keys:portal.paste")}
              <Tabs defaultValue="jwk" data-size="sm">
                <Tabs.List>
                  <Tabs.Tab id="tab-jwk" value="jwk">
                    {t("keys:portal.jwk")}
                  </Tabs.Tab>
                  <Tabs.Tab id="tab-pem" value="pem">
                    {t("keys:portal.pem")}
                  </Tabs.Tab>
                </Tabs.List>
                <Tabs.Panel value="jwk">
                  <CopyField id="copy-jwk" label={t("keys:portal.jwk_label")} value={held.jwk} {...copy} />
                </Tabs.Panel>
                <Tabs.Panel value="pem">
                  <CopyField id="copy-pem" label={t("keys:portal.pem_label")} value={held.pem} {...copy} />
                </Tabs.Panel>
              </Tabs>
            </div>
          </li>
          {AFTER_PASTING.map((click) => (
            <li key={click}>{t(`keys:portal.${click}`)}</li>
          ))}
        </ol>
      </Card>
      <form id="register" onSubmit={(event) => void submit(event)} className={styles.form} noValidate>
        <Heading level={2} data-size="xs">
          {t("keys:register.title")}
        </Heading>
        <Textfield
          id="client-id"
          name="client-id"
          label={t("keys:register.client_id")}
          description={t("keys:register.client_id_description")}
          defaultValue={held.client_id ?? ""}
          autoComplete="off"
          spellCheck={false}
          error={missing.client ? t("keys:register.client_id_missing") : undefined}
        />
        <Textfield
          id="kid"
          name="kid"
          label={t("keys:register.kid")}
          description={t("keys:register.kid_description")}
          defaultValue={held.kid}
          autoComplete="off"
          spellCheck={false}
          error={missing.kid ? t("keys:register.kid_missing") : undefined}
        />
      </form>
      {problem && <ProblemCard problem={problem} />}
      <Paragraph data-size="sm">{t("keys:register.later")}</Paragraph>
      <div data-row>
        <Forget
          label={t("keys:forget")}
          confirm={t("keys:forget_confirm")}
          busy={forget.busy}
          onConfirm={() => void forgetIt()}
        />
      </div>
    </Step>
  );
}
