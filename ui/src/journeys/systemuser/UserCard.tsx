import { Button, Card, Paragraph, Tag } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { ListedSystemUserView } from "../../ipc/generated/ListedSystemUserView";
import { organisation } from "../../parts/format";

/** A system user in a list, with the way to a change where it can be changed. */
export function UserCard({ user, onChange }: { user: ListedSystemUserView; onChange: () => void }) {
  const { t } = useTranslation("systemuser");
  const owner = organisation(user.owner, user.owner_name);
  return (
    <Card data-color="neutral" id={`user-${user.id}`}>
      <div data-stack>
        <div data-row>
          <strong>
            <bdi>{user.title ?? user.system}</bdi>
          </strong>
          <Tag data-size="sm" data-color={user.is_deleted ? "danger" : "success"}>
            {t(user.is_deleted ? "user.deleted" : `user.${user.kind}`)}
          </Tag>
        </div>
        <Paragraph data-size="sm">
          {t("user.owner", { owner })}
          {user.external_ref !== null && ` · ${user.external_ref}`}
        </Paragraph>
        {!user.is_deleted && user.kind === "standard" && (
          <div>
            <Button
              data-size="sm"
              variant="secondary"
              onClick={onChange}
              aria-label={t("user.change_of", { owner })}
            >
              {t("user.change")}
            </Button>
          </div>
        )}
        {!user.is_deleted && user.kind === "agent" && (
          <Paragraph data-size="sm">{t("user.agent_fixed")}</Paragraph>
        )}
      </div>
    </Card>
  );
}
