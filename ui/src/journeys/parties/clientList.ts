import type { AgentClientsView } from "../../ipc/generated/AgentClientsView";
import type { AgentClientView } from "../../ipc/generated/AgentClientView";
import type { ClientPlanView } from "../../ipc/generated/ClientPlanView";
import type { ClientWish } from "../../ipc/generated/ClientWish";
import type { UnfinishedRun } from "../../ipc/generated/UnfinishedRun";

/** A list as it stands in the form. */
export interface ClientList {
  wish: ClientWish;
  /** As pasted. */
  numbers: string;
  /** Clients a minute. */
  pace: number;
}

/** One a second: the ordinary pace. */
export const EMPTY_LIST: ClientList = { wish: "add", numbers: "", pace: 60 };

/** The list of a run. */
export function listOf({ wish, numbers, pace }: UnfinishedRun): ClientList {
  return { wish, numbers, pace };
}

/** Those that may be given and are not there yet. */
export function addable({ current, available }: AgentClientsView): AgentClientView[] {
  const there = new Set(current.map(({ id }) => id));
  return available.filter(({ id }) => !there.has(id));
}

/** How many clients a plan would change. */
export function changes(plan: ClientPlanView): number {
  return plan.rows.filter(({ step }) => step === "change").length;
}

/** How many seconds so many changes take at least. */
export function seconds(number: number, pace: number): number {
  return Math.ceil((Math.max(number - 1, 0) * 60) / Math.max(pace, 1));
}
