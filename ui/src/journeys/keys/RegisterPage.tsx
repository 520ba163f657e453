import { Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { KeyView } from "../../ipc/generated/KeyView";
import { useCommand } from "../../ipc/useCommand";
import { Choice } from "../../parts/Choice";
import { ProblemCard } from "../../problems/ProblemCard";
import { PortalRoad } from "../PortalRoad";
import { type PublicForm, PublicHalf } from "../PublicHalf";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { typed } from "../typed";

interface Props extends StepProps {
  held: KeyView;
  /** Whether it may stand on a client already, as one that was imported. */
  asks: boolean;
  onRegistered: (key: KeyView) => void;
}

type Answer = "yes" | "no";

/** Which clicks register the key in the portal, and the two ids that come back. */
export function RegisterPage({ held, asks, onRegistered, back, go, profile }: Props) {
  const { t } = useTranslation(["keys", "common"]);
  const register = useCommand("key_register");
  const [form, setForm] = useState<PublicForm>("jwk");
  const [answer, setAnswer] = useState<Answer | null>(asks ? null : "no");
  const [missing, setMissing] = useState<{ client: boolean; kid: boolean }>({ client: false, kid: false });

  const already = answer === "yes";
  // With PEM the portal makes a key id of its own, and so did whoever registered it before: ours would be wrong.
  const kidFrom = already ? "known" : form;

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = {
      client_id: typed(event.currentTarget, "client-id"),
      kid: typed(event.currentTarget, "kid"),
    };
    const lacking = { client: given.client_id === "", kid: given.kid === "" };
    setMissing(lacking);
    if (lacking.client || lacking.kid) {
      document.getElementById(lacking.client ? "client-id" : "kid")?.focus();
      return;
    }
    const key = await register.run({ ...given, kind: "maskinporten" });
    if (key) onRegistered(key);
  }

  return (
    <Step
      name="key"
      texts="keys"
      part="register_page"
      back={back}
      {...(answer !== null && {
        primary: { label: t("keys:register.save"), form: "register", busy: register.busy },
      })}
      other={{ id: "all-keys", label: t("keys:all"), onClick: () => go("keys") }}
    >
      {asks && (
        <Choice
          legend={t("keys:already.legend")}
          options={(["yes", "no"] as const).map((value) => ({
            value,
            id: `already-${value}`,
            label: t(`keys:already.${value}`),
            detail: t(`keys:already.${value}_detail`),
          }))}
          value={answer}
          onChange={setAnswer}
        />
      )}
      {answer === "no" && (
        <PortalRoad
          kind="maskinporten"
          profile={profile}
          paste={<PublicHalf jwk={held.jwk} pem={held.pem} form={form} onForm={setForm} />}
        />
      )}
      {answer !== null && (
        <form id="register" data-stack onSubmit={(event) => void submit(event)} noValidate>
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
            key={kidFrom}
            id="kid"
            name="kid"
            label={t("keys:register.kid")}
            description={t(`keys:register.kid_${kidFrom}`)}
            defaultValue={kidFrom === "jwk" || held.registered_at !== null ? held.kid : ""}
            autoComplete="off"
            spellCheck={false}
            error={missing.kid ? t("keys:register.kid_missing") : undefined}
          />
        </form>
      )}
      {register.problem && <ProblemCard problem={register.problem} />}
      {answer === "no" && <Paragraph data-size="sm">{t("keys:register.later")}</Paragraph>}
    </Step>
  );
}
