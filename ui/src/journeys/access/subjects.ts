import type { SetupView } from "../../ipc/generated/SetupView";
import type { TestedSystemUser } from "../../ipc/generated/TestedSystemUser";
import type { TestSubject } from "../../ipc/generated/TestSubject";

/** Whose access can be tested, in the order in which they are offered. */
export const SUBJECTS = [
  "organisation",
  "system_user",
  "person",
  "vendor",
] as const satisfies readonly TestSubject[];

/** Each one's rungs from the ground up, so that each has its place before it is climbed. */
export const RUNGS: Record<TestSubject, readonly string[]> = {
  organisation: ["reach", "clock", "exchange", "parties", "resource"],
  person: ["reach", "clock", "exchange", "parties", "agents", "resource"],
  system_user: ["reach", "clock", "customer", "system_user", "token", "acting", "reached", "dialogs"],
  vendor: ["reach", "clock", "systems", "requests", "write"],
};

/** What a system user should reach, as typed. */
export type Goal = Pick<TestedSystemUser, "party" | "package" | "resource">;

export const ANY_GOAL: Goal = { party: "", package: "", resource: "" };

/** The system user of step 6: the one that was proved, or the one that was approved. */
export function testedUser({
  system_user: { proof, request },
}: SetupView): Omit<TestedSystemUser, keyof Goal> | null {
  if (proof !== null) {
    return { system: proof.system, owner: proof.owner, external_ref: proof.external_ref };
  }
  if (request?.standing !== "approved") return null;
  return { system: request.system, owner: request.party, external_ref: request.external_ref };
}

/** What there is to test with. A vendor and its system users need a client; their tokens are fetched as they are needed. */
export function whatIsHeld(setup: SetupView): Record<TestSubject, boolean> {
  const { maskinporten, login } = setup;
  return {
    organisation: maskinporten?.token != null,
    person: login?.held === true,
    system_user: maskinporten !== null && testedUser(setup) !== null,
    vendor: maskinporten !== null,
  };
}

/** The one that is probably meant. Being a vendor is nobody's aim. */
export function firstHeld(held: Record<TestSubject, boolean>): TestSubject | null {
  return (["system_user", "organisation", "person"] as const).find((subject) => held[subject]) ?? null;
}
