import type { CreateRequest } from "../../ipc/generated/CreateRequest";
import type { ProfileView } from "../../ipc/generated/ProfileView";
import type { SetupView } from "../../ipc/generated/SetupView";
import type { SystemView } from "../../ipc/generated/SystemView";
import { fits, type Kind, type Rights } from "./useSystems";

/** The form as it is filled in. */
export interface Draft {
  system: string;
  kind: Kind;
  party: string;
  external_ref: string;
  title: string;
  /** None yet: all that fit. */
  rights: string[] | null;
  packages: string[] | null;
}

/** The kind that the road recommends. */
export function recommended(setup: SetupView): Kind {
  return setup.road?.kind === "agent" ? "agent" : "standard";
}

/** Whether the customer is always the profile's own organisation: an accountant's system user is the accountant's own. */
export function isOwnParty(setup: SetupView, kind: Kind): boolean {
  return kind === "agent" && setup.road?.answers.acts !== "customers";
}

export function draftFor(setup: SetupView, profile: ProfileView | null): Draft {
  const own = setup.road?.answers.acts === "customers" ? "" : (profile?.organisation ?? "");
  return {
    system: "",
    kind: recommended(setup),
    party: own,
    external_ref: "",
    title: "",
    rights: null,
    packages: null,
  };
}

/** What is asked for: what was chosen, of what the kind can have. */
export function asked(draft: Draft, rights: Rights): { rights: string[]; packages: string[] } {
  const of = (all: Rights["packages"], chosen: string[] | null) =>
    all
      .filter(({ fitness }) => fits(fitness, draft.kind))
      .map(({ id }) => id)
      .filter((id) => chosen === null || chosen.includes(id));
  return {
    rights: draft.kind === "agent" ? [] : of(rights.resources, draft.rights),
    packages: of(rights.packages, draft.packages),
  };
}

/** Fields that are left, in their order on the page; each is the end of an id. */
export function whatIsMissing(draft: Draft, rights: Rights | null): string[] {
  const missing: string[] = [];
  if (draft.party.replace(/\s/g, "") === "") missing.push("party");
  if (rights !== null) {
    const { rights: some, packages } = asked(draft, rights);
    if (some.length + packages.length === 0) missing.push("packages");
  }
  return missing;
}

export function toRequest(draft: Draft, system: SystemView, rights: Rights): CreateRequest {
  const { kind, party, external_ref, title } = draft;
  return { kind, system: system.id, party, external_ref, title, ...asked(draft, rights) };
}
