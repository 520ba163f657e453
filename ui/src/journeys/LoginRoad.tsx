import {
  ArrowRightIcon,
  CheckmarkCircleFillIcon,
  CircleIcon,
  ExclamationmarkTriangleFillIcon,
  HourglassIcon,
  XMarkOctagonFillIcon,
} from "@navikt/aksel-icons";
import { Details, Link } from "@digdir/designsystemet-react";
import { use, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { LoginActor } from "../ipc/generated/LoginActor";
import type { LoginProvider } from "../ipc/generated/LoginProvider";
import type { LoginStageState } from "../ipc/generated/LoginStageState";
import type { LoginStageView } from "../ipc/generated/LoginStageView";
import type { TurnView } from "../ipc/generated/TurnView";
import { useCommand } from "../ipc/useCommand";
import { count, duration } from "../parts/format";
import { LookUp } from "../problems/ProblemActions";
import styles from "./LoginRoad.module.css";

const ICONS = {
  done: CheckmarkCircleFillIcon,
  failed: XMarkOctagonFillIcon,
  waiting: HourglassIcon,
  not_reached: CircleIcon,
  passed_over: ExclamationmarkTriangleFillIcon,
} satisfies Record<LoginStageState | "passed_over", unknown>;
const COLORS = {
  done: "success",
  failed: "danger",
  waiting: "info",
  not_reached: "neutral",
  passed_over: "warning",
} as const;

interface Props {
  /** Rises with each answer. */
  after?: number;
  /** Whose login it was, where that is known. */
  provider?: LoginProvider | null;
  /** On a page that is about more than this login. */
  apart?: boolean;
}

/** The last login's road: who asked whom for what, how long it took, where it stopped. Unfolded where it did. */
export function LoginRoad({ after = 0, provider = null, apart = false }: Props) {
  const { t } = useTranslation("login");
  const { run } = useCommand("login_trail");
  const [stages, setStages] = useState<readonly LoginStageView[]>([]);
  // What is shown stays until there is more to show.
  useEffect(() => {
    void run({}).then((trail) => trail && setStages(trail.stages));
  }, [after, run]);
  if (stages.length === 0) return null;
  const last = stages.findLastIndex((stage) => stage.state !== "not_reached");
  const how = stages[last]?.state ?? "not_reached";
  return (
    <Details key={how} id="login-road" data-state={how} defaultOpen={how === "failed"}>
      <Details.Summary>{t(`road.${title(how === "failed", apart)}`)}</Details.Summary>
      <Details.Content>
        <ol className={styles.road} aria-label={t("road.label")}>
          {stages.map((stage, place) => (
            <Stage key={stage.name} stage={stage} wentOn={place < last} provider={provider} />
          ))}
        </ol>
      </Details.Content>
    </Details>
  );
}

function title(stopped: boolean, apart: boolean): string {
  if (apart) return stopped ? "last_stopped" : "last";
  return stopped ? "stopped" : "title";
}

interface StageProps extends Required<Omit<Props, "after" | "apart">> {
  stage: LoginStageView;
  /** The login came further all the same. */
  wentOn: boolean;
}

function Stage({ stage, wentOn, provider }: StageProps) {
  const { name, from, to, state, code, turn, milliseconds, status } = stage;
  const { t, i18n } = useTranslation(["login", "common", "problems"]);
  const shown = state === "failed" && wentOn ? "passed_over" : state;
  const Icon = ICONS[shown];
  const who = (actor: LoginActor) =>
    actor === "provider" && provider ? t(`provider.${provider}.name`) : t(`road.actor.${actor}`);
  const length = (milliseconds: number) =>
    milliseconds < 1000
      ? t("road.milliseconds", { milliseconds: count(milliseconds, i18n.language) })
      : duration(Math.round(milliseconds / 1000), i18n.language);
  const took = [
    milliseconds !== null && length(milliseconds),
    status !== null && t("road.status", { status }),
  ].filter((one) => one !== false);

  return (
    <li id={`stage-${name}`} data-state={state} className={styles.stage}>
      <Icon aria-hidden className={styles.icon} data-color={COLORS[shown]} />
      <div className={styles.what}>
        <strong>{t(`road.stage.${name}`)}</strong>
        <span className={styles.between}>
          {who(from)}
          {from !== to && (
            <>
              <ArrowRightIcon aria-hidden />
              <span className={styles.unseen}>{t("road.to")}</span>
              {who(to)}
            </>
          )}
        </span>
        {code !== null && <Stopped name={name} code={code} turn={wentOn ? null : turn} />}
      </div>
      <div className={styles.how}>
        <span>{t(`road.state.${shown}`)}</span>
        {took.length > 0 && <span className={styles.took}>{took.join(" · ")}</span>}
      </div>
    </li>
  );
}

/** Why, whose move it is, and where it is explained whole. */
function Stopped({ name, code, turn }: { name: string; code: string; turn: TurnView | null }) {
  const { t } = useTranslation(["common", "problems"]);
  const lookUp = use(LookUp);
  return (
    <div className={styles.stopped}>
      <span>
        {t([`problems:${code}.title`, "common:problem.unknown.title"])} <code>{code}</code>
      </span>
      {turn && <span className={styles.quiet}>{t(`common:turn.${turn}`)}</span>}
      {lookUp && (
        <Link asChild>
          <button id={`look-up-${name}`} type="button" onClick={() => lookUp(code)}>
            {t("common:problem.look_up")}
          </button>
        </Link>
      )}
    </div>
  );
}
