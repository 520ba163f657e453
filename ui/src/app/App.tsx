import { Paragraph } from "@digdir/designsystemet-react";
import { useCallback, useEffect, useMemo, useReducer } from "react";
import { useTranslation } from "react-i18next";

import type { SystemUserStepView } from "../ipc/generated/SystemUserStepView";
import type { VaultView } from "../ipc/generated/VaultView";
import { asProblem } from "../ipc/host";
import { HostContext, useHost } from "../ipc/HostContext";
import { ActiveFaultsNote } from "../journeys/practice/ActiveFaultsNote";
import type { Place, StepProps } from "../journeys/StepProps";
import { speak } from "../locales/i18n";
import { LookUp, MakeReport, ProblemActions } from "../problems/ProblemActions";
import { ProblemCard } from "../problems/ProblemCard";
import { windowActions } from "./actions";
import styles from "./App.module.css";
import { Boundary } from "./Boundary";
import { EnvironmentBand } from "./EnvironmentBand";
import { hearing } from "./hearing";
import { Notices } from "./Notices";
import { placePage } from "./places";
import { Rail } from "./Rail";
import { Reminders } from "./Reminders";
import { OPENING, profileOf, remindersOf, setup } from "./setup";
import { following, preceding } from "./steps";
import { useRequestWatch } from "./useRequestWatch";
import { useTheme } from "./useTheme";
import { useTown } from "./useTown";
import { useVaultWatch } from "./useVaultWatch";

/** The window: band, rail, page. */
export function App() {
  const { t } = useTranslation("common");
  const host = useHost();
  const [state, dispatch] = useReducer(setup, OPENING);

  const open = useCallback(() => {
    host.call("app_open", {}).then(
      (app) => dispatch({ kind: "opened", app }),
      (thrown: unknown) => dispatch({ kind: "failed", problem: asProblem(thrown) }),
    );
  }, [host]);
  useEffect(open, [open]);

  useEffect(() => {
    host
      .stream("certificate_drops", {}, (files) => dispatch({ kind: "dropped", files }))
      .catch((thrown: unknown) => dispatch({ kind: "noticed", notice: asProblem(thrown) }));
  }, [host]);

  const app = state.kind === "open" ? state.app : null;
  const language = app?.settings.language;
  useEffect(() => {
    if (language !== undefined) speak(language);
  }, [language]);
  useTheme(app?.settings.theme ?? "system");

  const go = useCallback(
    (place: Place, about?: string) => dispatch({ kind: "went", place, about: about ?? null }),
    [],
  );
  const unlock = useCallback(() => {
    dispatch({ kind: "unlocking" });
    open();
  }, [open]);
  const actions = useMemo(() => windowActions(host, go, unlock), [host, go, unlock]);

  const onVault = useCallback((vault: VaultView) => dispatch({ kind: "guarded", vault }), []);
  useVaultWatch(host, app?.vault === "open", onVault);
  useRequestWatch(
    host,
    useCallback((step: SystemUserStepView) => dispatch({ kind: "answered", step }), []),
  );
  // Whatever meets a locked vault leads to where it is unlocked, and back.
  const heard = useMemo(() => hearing(host, (code) => code === "key.vault_locked" && open()), [host, open]);
  const practice = app?.profile?.environment === "practice";
  const [town, setTown] = useTown(practice, state.kind === "open" ? state.place : null);

  if (state.kind === "opening") {
    return (
      <main className={styles.alone} role="status">
        <Paragraph>{t("opening")}</Paragraph>
      </main>
    );
  }
  if (state.kind === "failed") {
    return (
      <main className={styles.alone}>
        <ProblemCard problem={state.problem} on={{ try_again: open }} />
      </main>
    );
  }

  const before = preceding(state.place, state.app);
  const after = following(state.place, state.app);
  const profile = profileOf(state.app);
  const props: StepProps = {
    app: state.app,
    profile: state.app.profile,
    setup: state.app.setup,
    change: (part) => dispatch({ kind: "changed", profile, part }),
    replace: (next) => dispatch({ kind: "replaced", app: next }),
    go,
    about: state.about,
    following: after,
    next: () => go(after ?? "done"),
    back: before === null ? null : () => go(before),
  };
  return (
    <HostContext value={heard}>
      <ProblemActions value={actions}>
        <MakeReport value={() => go("diagnostics")}>
          <LookUp value={(code) => go("dictionary", code)}>
            <div className={styles.frame}>
              <a className={styles.skip} href="#content">
                {t("skip")}
              </a>
              <EnvironmentBand profile={state.app.profile} town={town} onChange={() => go("profile")} />
              <Rail app={state.app} place={state.place} go={go} />
              <main id="content" className={styles.main} tabIndex={-1}>
                {town && <ActiveFaultsNote place={state.place} town={town} onChange={setTown} />}
                {state.place !== "calendar" && (
                  <Reminders
                    reminders={remindersOf(state)}
                    go={go}
                    onClose={() => dispatch({ kind: "reminded" })}
                  />
                )}
                <Notices
                  notices={state.notices}
                  onClose={(notice) => dispatch({ kind: "notice_closed", notice })}
                />
                <Boundary place={`${state.place}/${state.visits}`}>
                  {placePage(state.place, props, {
                    visits: state.visits,
                    dropped: state.dropped,
                    onTaken: () => dispatch({ kind: "taken" }),
                    unlocking: state.unlocking,
                    onTown: setTown,
                  })}
                </Boundary>
              </main>
            </div>
          </LookUp>
        </MakeReport>
      </ProblemActions>
    </HostContext>
  );
}
