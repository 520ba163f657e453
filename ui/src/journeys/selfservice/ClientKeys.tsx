import { Button, Card, Heading, Paragraph, Tag } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ServiceClientView } from "../../ipc/generated/ServiceClientView";
import type { ServiceKeyView } from "../../ipc/generated/ServiceKeyView";
import { useCommand } from "../../ipc/useCommand";
import { Facts } from "../../parts/Facts";
import { day } from "../../parts/format";
import { ProblemCard } from "../../problems/ProblemCard";
import type { StepProps } from "../StepProps";
import { AddKey } from "./AddKey";

/** A client holds so many at most (idporten.md 14.5). */
const MOST = 5;

interface Props {
  client: ServiceClientView;
  keys: readonly ServiceKeyView[];
  may: boolean;
  onChanged: (client: ServiceClientView) => void;
  go: StepProps["go"];
}

/** The keys that stand on a client: how old, and which is ours. */
export function ClientKeys({ client, keys, may, onChanged, go }: Props) {
  const { t } = useTranslation("selfservice");
  const remove = useCommand("selfservice_remove_key");
  const [asked, setAsked] = useState<string | null>(null);
  const ours = keys.some((key) => key.ours !== null);

  async function takeAway(kid: string) {
    const changed = await remove.run({ client_id: client.client_id, kid });
    setAsked(null);
    if (changed) onChanged(changed);
  }

  return (
    <>
      <Paragraph data-size="sm" role="status">
        {t(keys.length === 0 ? "keys.none" : "keys.count", { count: keys.length, most: MOST })}
      </Paragraph>
      {keys.map((key) => (
        <KeyRow
          key={key.kid}
          held={key}
          may={may}
          last={keys.length === 1}
          asked={asked === key.kid}
          busy={remove.busy}
          onAsk={(now) => setAsked(now ? key.kid : null)}
          onRemove={() => void takeAway(key.kid)}
        />
      ))}
      {remove.problem && <ProblemCard problem={remove.problem} />}
      {ours && client.integration_type === "maskinporten" && (
        <div>
          <Button id="renew-key" variant="secondary" onClick={() => go("renewal", client.client_id)}>
            {t("keys.renew")}
          </Button>
        </div>
      )}
      {may && keys.length < MOST && <AddKey client={client} keys={keys} onChanged={onChanged} />}
    </>
  );
}

interface RowProps {
  held: ServiceKeyView;
  may: boolean;
  last: boolean;
  asked: boolean;
  busy: boolean;
  onAsk: (asked: boolean) => void;
  onRemove: () => void;
}

function KeyRow({ held, may, last, asked, busy, onAsk, onRemove }: RowProps) {
  const { t, i18n } = useTranslation(["selfservice", "common"]);
  const on = (at: string | null) => (at === null ? "–" : day(at, i18n.language));
  return (
    <Card data-color="neutral" data-kid={held.kid}>
      <div data-stack>
        <div data-row>
          <Heading level={3} data-size="2xs">
            <code>{held.kid}</code>
          </Heading>
          {held.ours !== null && (
            <Tag data-color="info" data-size="sm">
              {t("selfservice:keys.ours")}
            </Tag>
          )}
        </div>
        <Facts
          facts={[
            { name: t("selfservice:keys.posted"), value: on(held.created) },
            { name: t("selfservice:keys.expires"), value: on(held.expires_at) },
          ]}
        />
        {asked && (
          <Paragraph role="alert">
            {t(last ? "selfservice:keys.remove_last_sure" : "selfservice:keys.remove_sure")}
          </Paragraph>
        )}
        {may && !asked && (
          <div>
            <Button
              id={`remove-key-${held.kid}`}
              variant="tertiary"
              data-color="danger"
              data-size="sm"
              aria-label={t("selfservice:keys.remove_named", { kid: held.kid })}
              onClick={() => onAsk(true)}
            >
              {t("selfservice:keys.remove")}
            </Button>
          </div>
        )}
        {asked && (
          <div data-row>
            <Button
              id="remove-key-confirm"
              variant="secondary"
              data-color="danger"
              loading={busy}
              onClick={onRemove}
            >
              {t("selfservice:keys.remove_confirm")}
            </Button>
            <Button id="remove-key-cancel" variant="tertiary" onClick={() => onAsk(false)}>
              {t("common:cancel")}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}
