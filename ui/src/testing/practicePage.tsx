import type { IssueCertificate } from "../ipc/generated/IssueCertificate";
import type { IssuedFileView } from "../ipc/generated/IssuedFileView";
import type { PracticeView } from "../ipc/generated/PracticeView";
import { type Script, scripted, type ScriptedHost } from "../ipc/hosts/scripted";
import { PracticePage } from "../journeys/practice/PracticePage";
import { show } from "./show";
import { appView, practice, profile } from "./views";

/** The panel over a host; what it hands up can be read from `handed`. */
export async function open(host: ScriptedHost, whose = profile) {
  const handed: { apps: unknown[]; towns: PracticeView[] } = { apps: [], towns: [] };
  const page = (
    <PracticePage
      profile={whose}
      replace={(app) => handed.apps.push(app)}
      onChange={(changed) => handed.towns.push(changed)}
    />
  );
  return { ...(await show(page, host)), handed };
}

/** A town that remembers which faults are on and what was issued. */
export function town(script: Script = {}) {
  let now: PracticeView = practice;
  const set = (name: string, on: boolean) => {
    const faults = now.faults.map((fault) => (fault.name === name ? { ...fault, on } : fault));
    return (now = { ...now, faults });
  };
  const issue = ({ organisation, flavour }: IssueCertificate, role = "") => {
    const file: IssuedFileView = {
      path: `/tmp/${flavour}${role}.p12`,
      public_path: `/tmp/${flavour}${role}.cer`,
      password: flavour === "null-password" ? "" : `pw-${flavour}`,
      organisation,
      flavour,
      serial: `4A${now.issued.length}`,
      revoked: false,
    };
    now = { ...now, issued: [file, ...now.issued] };
    return file;
  };
  return scripted({
    practice_open: () => now,
    practice_fault: ({ name, on }) => set(name, on),
    practice_issue: (order) => issue(order),
    practice_issue_set: (order) => ({ files: [issue(order, "-auth-enc"), issue(order, "-sign")] }),
    practice_revoke: ({ serial }) => {
      const issued = now.issued.map((file) => (file.serial === serial ? { ...file, revoked: true } : file));
      return (now = { ...now, issued });
    },
    practice_travel: ({ days }) => {
      const days_ahead = days === null ? 0 : now.days_ahead + days;
      const moment = new Date(Date.parse(practice.now) + days_ahead * 86_400_000);
      return (now = { ...now, days_ahead, now: moment.toISOString() });
    },
    practice_propagation: ({ seconds }) => (now = { ...now, propagation_seconds: seconds }),
    app_open: () => appView(),
    app_open_page: () => ({}),
    ...script,
  });
}
