import { Button } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ObtainToken } from "../../ipc/generated/ObtainToken";
import type { SignWith } from "../../ipc/generated/SignWith";
import type { TokenView } from "../../ipc/generated/TokenView";
import { useCommand, useStream } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { useExpired } from "../useExpired";
import { WaitingForKey } from "../WaitingForKey";
import { DryRun } from "./DryRun";
import { EarlierToken, GoneToken } from "./EarlierToken";
import { Happened } from "./Happened";
import { firstOrder, isFresh, keepDraft, type Missing, remember, whatIsMissing } from "./order";
import { OrderForm } from "./OrderForm";
import { Recipes } from "./Recipes";
import { TokenCard } from "./TokenCard";
import { useDryRun } from "./useDryRun";

const FORM = "order-form";
/** What is over once somebody has approved a system user. */
const PASSES = ["", "_waiting", "_requested", "_fits"].map((why) => `maskinporten.system_user${why}`);

/** Step 4: client id, scopes, dry run; then one token, and what it says. */
export function MaskinportenStep({ app, profile, setup, change, go, next, back }: StepProps) {
  const { t } = useTranslation("maskinporten");
  const [order, setOrder] = useState(() => firstOrder(profile?.id ?? "", setup));
  const [missing, setMissing] = useState<readonly Missing[]>([]);
  const [earlier, setEarlier] = useState<TokenView | null>(null);
  const [again, setAgain] = useState(false);
  const [answers, setAnswers] = useState(0);
  const obtain = useStream("maskinporten_obtain");
  const cancel = useCommand("maskinporten_cancel");

  const { key, certificate, maskinporten: token } = setup;
  const expired = useExpired(token?.expires_at ?? null);
  const held = token?.token != null && !expired;
  const asking = !held || again;
  const canSign = key !== null || certificate !== null;
  const tries = obtain.state.kind === "busy" ? obtain.state.progress.at(-1) : undefined;
  const lacking = whatIsMissing(order);
  const dryRun = useDryRun(order, asking && canSign && lacking.length === 0);

  // Whoever tries again without a system user has had one approved just now.
  const wait_for_system_user = PASSES.includes(obtain.problem?.code ?? "");
  const fetchToken = async (asked: ObtainToken) => {
    const empty = whatIsMissing(asked);
    setMissing(empty);
    if (empty[0]) {
      document.getElementById(empty[0] === "client_id" ? "client-id" : "scopes")?.focus();
      return;
    }
    const answer = await obtain.run({ ...asked, wait_for_key: isFresh(asked, key), wait_for_system_user });
    setAnswers((before) => before + 1);
    if (answer === null) {
      keepDraft(profile?.id ?? "", setup, asked);
      return;
    }
    setEarlier(held && token.sign_with !== answer.sign_with ? token : null);
    setAgain(false);
    remember(answer, asked);
    change({ maskinporten: answer });
  };
  const fetchWith = (sign_with: SignWith) => {
    const asked = { ...order, sign_with };
    setOrder(asked);
    void fetchToken(asked);
  };
  const askAgain = () => {
    obtain.reset();
    setAgain(true);
  };
  const stop = () => {
    obtain.reset();
    void cancel.run({});
  };
  const reviewClient = () => {
    askAgain();
    requestAnimationFrame(() => document.getElementById("client-id")?.focus());
  };

  const primary = !canSign
    ? { label: t("sign.to_key"), onClick: () => go("key") }
    : asking
      ? { label: t("fetch"), form: FORM, busy: obtain.busy }
      : { label: t("common:continue"), onClick: next };
  const another = { id: "fetch-again", label: t("fetch_again"), onClick: askAgain };

  return (
    <Step
      name="maskinporten"
      texts="maskinporten"
      back={back}
      primary={primary}
      {...(!asking && { other: another })}
    >
      {token && !held && <GoneToken token={token} profile={profile} expired={expired} />}
      {token && !asking && (
        <TokenCard
          key={token.token}
          token={token}
          profile={profile}
          onRead={() => go("token_reader", `token:${token.token}`)}
        >
          {key && certificate && earlier === null && (
            <FetchOther now={token.sign_with} busy={obtain.busy} onFetch={fetchWith} />
          )}
        </TokenCard>
      )}
      {earlier && !asking && <EarlierToken token={earlier} />}
      {token && !asking && <Recipes order={order} />}
      {asking && (
        <OrderForm
          id={FORM}
          order={order}
          setup={setup}
          practice={app.profile?.environment === "practice"}
          missing={missing.filter((field) => lacking.includes(field))}
          onChange={setOrder}
          onSubmit={() => void fetchToken(order)}
        />
      )}
      {asking && canSign && <DryRun state={dryRun} />}
      {tries && <WaitingForKey progress={tries} onCancel={stop} />}
      {obtain.problem && (
        <ProblemCard
          problem={obtain.problem}
          on={{
            try_again: () => void fetchToken(order),
            fetch_token: () => void fetchToken(order),
            review_client: reviewClient,
            ...(key && { use_key: () => fetchWith("key") }),
          }}
        />
      )}
      {answers > 0 && !obtain.busy && <Happened after={answers} system={app.system} />}
    </Step>
  );
}

interface FetchOtherProps {
  now: SignWith;
  busy: boolean;
  onFetch: (with_: SignWith) => void;
}

/** Both credentials can be proven. */
function FetchOther({ now, busy, onFetch }: FetchOtherProps) {
  const { t } = useTranslation("maskinporten");
  const other = now === "key" ? "certificate" : "key";
  return (
    <Button
      id="fetch-other"
      data-color="fjord"
      variant="tertiary"
      loading={busy}
      onClick={() => onFetch(other)}
    >
      {t(`other.${other}`)}
    </Button>
  );
}
