import { Heading } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { TokenDetailView } from "../../ipc/generated/TokenDetailView";
import { type FactLine, Facts } from "../../parts/Facts";
import { dayAndTime } from "../../parts/format";
import { organisationText } from "./facts";
import styles from "./token.module.css";

/** The system users and consents that a token is about. */
export function DetailCards({ details }: { details: readonly TokenDetailView[] }) {
  const { t, i18n } = useTranslation("token");
  return details.map((detail, place) => (
    <section key={place} className={styles.section} data-detail={detail.kind}>
      <Heading level={2} data-size="xs">
        {detail.kind === "other" ? t("detail.other", { name: detail.name }) : t(`detail.${detail.kind}`)}
      </Heading>
      <Facts facts={lines(detail).filter(({ value }) => value.length > 0)} />
    </section>
  ));

  function lines(detail: TokenDetailView): FactLine[] {
    switch (detail.kind) {
      case "system_user":
        return [
          { name: t("detail.owner"), value: detail.owner ? organisationText(detail.owner, t) : "" },
          { name: t("detail.system"), value: detail.system ?? "", code: true },
          { name: t("detail.system_user_id"), value: [...new Set(detail.ids)], code: true },
          { name: t("detail.external_ref"), value: detail.external_ref ?? "", code: true },
        ];
      case "consent":
        return [
          { name: t("role.consent_from"), value: detail.from ?? "", code: true },
          { name: t("role.consent_to"), value: detail.to ? organisationText(detail.to, t) : "" },
          { name: t("detail.consented"), value: moment(detail.consented) },
          { name: t("detail.valid_to"), value: moment(detail.valid_to) },
          { name: t("detail.rights"), value: [...new Set(detail.rights.map(right))] },
          { name: t("detail.consent_id"), value: detail.id ?? "", code: true },
        ];
      case "other":
        return [];
    }
  }

  function moment(at: string | null): string {
    return at === null ? "" : dayAndTime(at, i18n.language);
  }

  function right({ actions, resources }: { actions: string[]; resources: string[] }): string {
    return [actions.join(", "), resources.join(", ")].filter((part) => part !== "").join(": ");
  }
}
