import type { ChooseRoad } from "../../ipc/generated/ChooseRoad";

/** The answers so far. */
export type Answers = Partial<ChooseRoad>;

type Question = {
  [Name in keyof ChooseRoad]: { name: Name; choices: readonly ChooseRoad[Name][] };
}[keyof ChooseRoad];

/** The three questions that decide the road. */
export const QUESTIONS: readonly Question[] = [
  { name: "talks", choices: ["own_system", "bought_system", "person"] },
  { name: "acts", choices: ["ourselves", "clients"] },
  { name: "certificate", choices: ["not_required", "required", "unknown"] },
];

/** All three, once they are there. */
export function complete({ talks, acts, certificate }: Answers): ChooseRoad | null {
  return talks && acts && certificate ? { talks, acts, certificate } : null;
}
