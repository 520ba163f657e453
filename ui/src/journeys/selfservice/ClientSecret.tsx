import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ServiceClientView } from "../../ipc/generated/ServiceClientView";
import { useCommand } from "../../ipc/useCommand";
import { duration } from "../../parts/format";
import { ProblemCard } from "../../problems/ProblemCard";

interface Props {
  client: ServiceClientView;
  may: boolean;
  onChanged: (client: ServiceClientView) => void;
}

/** The client's secret: made at Digdir, kept in the vault, copied and never shown. */
export function ClientSecret({ client, may, onChanged }: Props) {
  const { t, i18n } = useTranslation(["selfservice", "common"]);
  const renew = useCommand("selfservice_new_secret");
  const copy = useCommand("selfservice_copy_secret");
  const [asked, setAsked] = useState(false);
  const { client_id } = client;

  async function make() {
    const changed = await renew.run({ client_id });
    setAsked(false);
    if (changed) onChanged(changed);
  }

  const copied = copy.state.kind === "done" ? copy.state.answer.cleared_after_seconds : null;
  return (
    <section data-stack id="secret">
      <Heading level={2} data-size="xs">
        {t("selfservice:secret.title")}
      </Heading>
      <Paragraph>{t(`selfservice:secret.${client.secret_here ? "here" : "away"}`)}</Paragraph>
      {asked && <Paragraph role="alert">{t("selfservice:secret.sure")}</Paragraph>}
      <div data-row>
        {client.secret_here && (
          <Button
            id="copy-secret"
            variant="secondary"
            loading={copy.busy}
            onClick={() => void copy.run({ client_id })}
          >
            {t("selfservice:secret.copy")}
          </Button>
        )}
        {may && !asked && (
          <Button id="new-secret" variant="tertiary" onClick={() => setAsked(true)}>
            {t("selfservice:secret.new")}
          </Button>
        )}
        {asked && (
          <>
            <Button
              id="new-secret-confirm"
              variant="secondary"
              data-color="danger"
              loading={renew.busy}
              onClick={() => void make()}
            >
              {t("selfservice:secret.confirm")}
            </Button>
            <Button id="new-secret-cancel" variant="tertiary" onClick={() => setAsked(false)}>
              {t("common:cancel")}
            </Button>
          </>
        )}
      </div>
      <Paragraph role="status" id="secret-copied" data-size="sm">
        {copied !== null && t("selfservice:secret.copied", { duration: duration(copied, i18n.language) })}
      </Paragraph>
      {renew.problem && <ProblemCard problem={renew.problem} />}
      {copy.problem && <ProblemCard problem={copy.problem} />}
    </section>
  );
}
