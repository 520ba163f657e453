import type { ClientPlanView } from "../../ipc/generated/ClientPlanView";
import type { ClientWish } from "../../ipc/generated/ClientWish";

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

/** How many clients a plan would change. */
export function changes(plan: ClientPlanView): number {
  return plan.rows.filter(({ step }) => step === "change").length;
}

/** How many seconds so many changes take at least. */
export function seconds(number: number, pace: number): number {
  return Math.ceil((Math.max(number - 1, 0) * 60) / Math.max(pace, 1));
}
