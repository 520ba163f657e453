import { useTranslation } from "react-i18next";

import type { ProfileView } from "../../ipc/generated/ProfileView";
import type { TokenView } from "../../ipc/generated/TokenView";
import { Facts } from "../../parts/Facts";
import { dayAndTime, timeOfDay } from "../../parts/format";
import { SummaryCard } from "../../parts/SummaryCard";
import { VerdictCard } from "../../parts/VerdictCard";
import { whose } from "./TokenCard";

/** The token by the other credential: a quiet line. */
export function EarlierToken({ token }: { token: TokenView }) {
  const { t, i18n } = useTranslation("maskinporten");
  return (
    <SummaryCard id="earlier-token" title={t(`earlier.${token.sign_with}`)}>
      <Facts
        facts={[
          { name: t("fact.scopes"), value: token.scopes, code: true },
          { name: t("details.issued"), value: timeOfDay(token.issued_at, i18n.language) },
        ]}
      />
    </SummaryCard>
  );
}

interface Props {
  token: TokenView;
  profile: ProfileView | null;
  /** Rather than lost in a restart. */
  expired: boolean;
}

/** It was proven once; the token itself is no more. */
export function GoneToken({ token, profile, expired }: Props) {
  const { t, i18n } = useTranslation("maskinporten");
  const gone = token.token === null;
  const moment = dayAndTime(gone ? token.issued_at : token.expires_at, i18n.language);
  return (
    <VerdictCard
      id="token-gone"
      kind="note"
      verdict={
        gone || !expired ? t("verdict.gone", { organisation: whose(token, profile) }) : t("verdict.expired")
      }
      facts={[
        { name: t("fact.now"), value: t(gone ? "verdict.gone_why" : "verdict.expired_why", { moment }) },
      ]}
    />
  );
}
