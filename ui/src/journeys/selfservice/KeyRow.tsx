import { Button, Card, Heading, Paragraph, Tag } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { ServiceKeyView } from "../../ipc/generated/ServiceKeyView";
import { Facts } from "../../parts/Facts";
import { day } from "../../parts/format";

/** What can be done with a key that stands on a client: its year begun anew, or taken away. */
export type KeyDeed = "restart" | "remove";

interface Props {
  held: ServiceKeyView;
  may: boolean;
  last: boolean;
  /** What is asked once more before it is done. */
  asked: KeyDeed | null;
  busy: boolean;
  onAsk: (deed: KeyDeed | null) => void;
  onDo: (deed: KeyDeed) => void;
}

/** A key that stands on a client. */
export function KeyRow({ held, may, last, asked, busy, onAsk, onDo }: Props) {
  const { t, i18n } = useTranslation(["selfservice", "common"]);
  const on = (at: string | null) => (at === null ? "–" : day(at, i18n.language));
  const sure = { restart: "restart_when", remove: last ? "remove_last_sure" : "remove_sure" } as const;
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
        {may && asked === null && (
          <div data-row>
            <Button
              id={`restart-year-${held.kid}`}
              variant="tertiary"
              data-size="sm"
              aria-label={t("selfservice:keys.restart_named", { kid: held.kid })}
              onClick={() => onAsk("restart")}
            >
              {t("selfservice:keys.restart")}
            </Button>
            <Button
              id={`remove-key-${held.kid}`}
              variant="tertiary"
              data-color="danger"
              data-size="sm"
              aria-label={t("selfservice:keys.remove_named", { kid: held.kid })}
              onClick={() => onAsk("remove")}
            >
              {t("selfservice:keys.remove")}
            </Button>
          </div>
        )}
        {asked !== null && (
          <>
            <Paragraph role="alert">{t(`selfservice:keys.${sure[asked]}`)}</Paragraph>
            <div data-row>
              <Button
                id={asked === "remove" ? "remove-key-confirm" : "restart-year-confirm"}
                variant="secondary"
                {...(asked === "remove" && { "data-color": "danger" })}
                loading={busy}
                onClick={() => onDo(asked)}
              >
                {t(`selfservice:keys.${asked}_confirm`)}
              </Button>
              <Button
                id={asked === "remove" ? "remove-key-cancel" : "restart-year-cancel"}
                variant="tertiary"
                onClick={() => onAsk(null)}
              >
                {t("common:cancel")}
              </Button>
            </div>
          </>
        )}
      </div>
    </Card>
  );
}
