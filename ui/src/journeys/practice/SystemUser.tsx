import { Button, Paragraph, Tag } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { PracticeSystemUserView } from "../../ipc/generated/PracticeSystemUserView";
import type { SystemUserDecision } from "../../ipc/generated/SystemUserDecision";
import type { SystemUserState } from "../../ipc/generated/SystemUserState";
import { organisationNumber } from "../../parts/format";
import { Mark, type MarkKind } from "../../parts/Mark";
import styles from "./practice.module.css";

const MARKS: Record<SystemUserState, MarkKind> = {
  waiting: "waiting",
  approved: "good",
  deleted: "blocking",
};

interface Props {
  user: PracticeSystemUserView;
  /** Name. */
  owner: string;
  busy: boolean;
  onDecide: (decision: SystemUserDecision) => void;
}

/** A system user, and what its owner can do with it. */
export function SystemUser({ user, owner, busy, onDecide }: Props) {
  const { t } = useTranslation(["practice", "maskinporten"]);
  const { state, external_ref: reference, agent } = user;
  return (
    <li className={styles.row} data-user={user.id} data-state={state}>
      <div className={styles.title}>
        <Mark kind={MARKS[state]} />
        <strong>{owner}</strong>
        <span>{t(`system_user.${state}`)}</span>
        {agent && <Tag data-size="sm">{t("systems.agent")}</Tag>}
      </div>
      <Paragraph data-size="sm" className={styles.path}>
        {reference === null ? t("systems.no_reference") : t("systems.reference", { reference })}
      </Paragraph>
      {state === "approved" && (
        <Paragraph data-size="sm">
          {t("systems.use", {
            owner: organisationNumber(user.owner),
            more: t("maskinporten:variant.title"),
          })}
        </Paragraph>
      )}
      {state !== "deleted" && (
        <div className={styles.buttons}>
          {state === "waiting" && (
            <Button
              variant="secondary"
              data-size="sm"
              data-color="fjord"
              data-decide="approve"
              aria-label={t("systems.approve_for", { owner })}
              loading={busy}
              onClick={() => onDecide("approve")}
            >
              {t("systems.approve")}
            </Button>
          )}
          <Button
            variant="tertiary"
            data-size="sm"
            data-color="danger"
            data-decide="delete"
            aria-label={t("systems.delete_for", { owner })}
            loading={busy}
            onClick={() => onDecide("delete")}
          >
            {t("systems.delete")}
          </Button>
        </div>
      )}
    </li>
  );
}
