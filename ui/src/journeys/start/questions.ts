import type { ChooseRoad } from "../../ipc/generated/ChooseRoad";

/** The answers so far. */
export type Answers = Partial<ChooseRoad>;

type Question = {
  [Name in keyof ChooseRoad]: {
    name: Name;
    choices: readonly ChooseRoad[Name][];
    /** Whether it matters after the answers so far. */
    matters?: (answers: Answers) => boolean;
  };
}[keyof ChooseRoad];

/** The questions that decide the road. */
const QUESTIONS: readonly Question[] = [
  { name: "talks", choices: ["own_system", "bought_system", "person"] },
  { name: "acts", choices: ["ourselves", "customers", "clients"] },
  {
    name: "services",
    choices: ["system_user", "maskinporten", "unknown"],
    matters: ({ talks, acts }) => talks === "own_system" && acts === "ourselves",
  },
  { name: "certificate", choices: ["not_required", "required", "unknown"] },
];

/** Those of them that matter. */
export function questionsFor(answers: Answers): readonly Question[] {
  return QUESTIONS.filter(({ matters }) => matters?.(answers) ?? true);
}

/** All answers, once those that matter are there. */
export function complete(answers: Answers): ChooseRoad | null {
  const { talks, acts, certificate } = answers;
  if (!talks || !acts || !certificate) return null;
  const asked = questionsFor(answers).some(({ name }) => name === "services");
  const services = asked ? answers.services : "unknown";
  return services ? { talks, acts, certificate, services } : null;
}
