import { Button, Card, Heading, Paragraph, Tag, Textfield } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { DialogView } from "../../ipc/generated/DialogView";
import { useCommand } from "../../ipc/useCommand";
import { Doorway } from "../../parts/Doorway";
import { Facts } from "../../parts/Facts";
import { momentAsWritten } from "../../parts/format";
import { ProblemCard } from "../../problems/ProblemCard";
import { aboutLogin } from "../loginWish";
import { ActingAsFields } from "./ActingAsFields";
import { DIALOGS, LoginNeeded, opens } from "./LoginNeeded";
import type { SectionProps } from "./PartiesSection";
import styles from "./parties.module.css";

/** What has come to a party in Dialogporten, page by page. None is no proof. */
export function DialogsSection({ login, go, own, actingAs, onActingAs }: SectionProps) {
  const { t } = useTranslation("parties");
  const { problem, busy, run } = useCommand("party_dialogs");
  const [organisation, setOrganisation] = useState(own);
  const [found, setFound] = useState<{ dialogs: DialogView[]; next: string | null } | null>(null);
  const ready = actingAs.kind === "system_user" || opens(login, DIALOGS);

  async function ask(after: string | null) {
    if (after === null) setFound(null);
    const answer = await run({ acting_as: actingAs, organisation, after });
    if (answer === null) return;
    setFound((before) => ({
      dialogs: [...(after === null ? [] : (before?.dialogs ?? [])), ...answer.dialogs],
      next: answer.next,
    }));
  }
  const on = {
    try_again: () => void ask(null),
    log_in_again: () => go("login", aboutLogin({ scopes: DIALOGS, high: false })),
  };
  return (
    <>
      <Paragraph>{t("dialogs.what")}</Paragraph>
      <ActingAsFields prefix="dialogs-" actingAs={actingAs} own={own} onChange={onActingAs} />
      {!ready && <LoginNeeded section="dialogs" login={login} scopes={DIALOGS} go={go} />}
      {ready && (
        <div className={styles.fields}>
          <Textfield
            id="dialogs-party"
            label={t("dialogs.party")}
            value={organisation}
            onChange={({ target }) => setOrganisation(target.value)}
          />
          <div data-row>
            <Button id="list-dialogs" onClick={() => void ask(null)} loading={busy}>
              {t("dialogs.list")}
            </Button>
          </div>
        </div>
      )}
      {problem && <ProblemCard problem={problem} on={on} />}
      {found?.dialogs.length === 0 && (
        <div data-stack id="no-dialogs">
          <Doorway />
          <Paragraph>{t("dialogs.none")}</Paragraph>
          <Paragraph data-size="sm">{t("dialogs.inconclusive")}</Paragraph>
        </div>
      )}
      {found?.dialogs.map((dialog) => (
        <Dialog key={dialog.id} dialog={dialog} />
      ))}
      {found?.next != null && (
        <div data-row>
          <Button id="more-dialogs" variant="secondary" onClick={() => void ask(found.next)} loading={busy}>
            {t("dialogs.more")}
          </Button>
        </div>
      )}
    </>
  );
}

function Dialog({ dialog }: { dialog: DialogView }) {
  const { t, i18n } = useTranslation("parties");
  const { title } = dialog;
  const said = title[i18n.language] ?? title.nb ?? title.nn ?? title.en ?? Object.values(title)[0];
  const when = (moment: string) => momentAsWritten(moment, i18n.language);
  return (
    <Card data-dialog={dialog.id} data-color="neutral">
      <div data-stack>
        <div data-row>
          <Heading level={2} data-size="2xs">
            <bdi>{said ?? t("dialogs.untitled")}</bdi>
          </Heading>
          {dialog.status !== "" && (
            <Tag data-size="sm" data-color="neutral">
              {t(`dialogs.status.${dialog.status}`, { defaultValue: dialog.status })}
            </Tag>
          )}
        </div>
        <Facts
          facts={[
            { name: t("dialogs.owner"), value: dialog.owner, code: true },
            { name: t("dialogs.resource"), value: dialog.resource, code: true },
            ...(dialog.updated_at === ""
              ? []
              : [{ name: t("dialogs.updated"), value: when(dialog.updated_at) }]),
            ...(dialog.due_at === null ? [] : [{ name: t("dialogs.due"), value: when(dialog.due_at) }]),
          ]}
        />
      </div>
    </Card>
  );
}
