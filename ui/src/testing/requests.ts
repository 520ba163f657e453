import type { RequestStanding } from "../ipc/generated/RequestStanding";
import type { RequestView } from "../ipc/generated/RequestView";
import type { RightView } from "../ipc/generated/RightView";
import type { SystemUserProofView } from "../ipc/generated/SystemUserProofView";
import type { Script } from "../ipc/hosts/scripted";
import { agentSystem, system } from "./systems";
import { profile } from "./views";

export const REQUEST = "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11";
export const CUSTOMER = "310204585";
const AT = "http://127.0.0.1:41005/accessmanagement/ui/systemuser";

/** A request that waits. */
export function requestView(parts: Partial<RequestView> = {}): RequestView {
  return {
    id: REQUEST,
    kind: "standard",
    system: system.id,
    party: CUSTOMER,
    party_name: "HAVGLØTT FISK AS",
    external_ref: null,
    title: null,
    rights: ["ske-krav-og-betalinger"],
    packages: ["urn:altinn:accesspackage:skattegrunnlag"],
    unwanted_rights: [],
    unwanted_packages: [],
    link: `${AT}/request?id=${REQUEST}&DONTCHOOSEREPORTEE=true`,
    link_problem: null,
    created_at: "2026-11-21T10:00:00Z",
    standing: "waiting",
    checked_at: "2026-11-21T10:05:00Z",
    own: true,
    in_the_way: false,
    ...parts,
  };
}

const IN_THE_WAY: readonly RequestStanding[] = ["stale", "rejected", "denied", "timed_out"];

/** A request that was looked at, with whatever answer. */
export function answered(standing: string | null): RequestView {
  const all: readonly RequestStanding[] = [
    ...IN_THE_WAY,
    "escalated",
    "gone",
    "no_system",
    "no_change_needed",
    "unknown",
  ];
  const found = all.find((one) => one === standing) ?? "approved";
  return requestView({ standing: found, in_the_way: IN_THE_WAY.includes(found) });
}

export function proofView(parts: Partial<SystemUserProofView> = {}): SystemUserProofView {
  const rung = (name: string) => ({
    name,
    outcome: "passed" as const,
    problem: null,
    skipped: null,
    facts: {},
    milliseconds: 0,
  });
  return {
    system: system.id,
    owner: CUSTOMER,
    external_ref: null,
    scopes: ["altinn:accessmanagement/authorizedparties"],
    system_user: REQUEST,
    proved_at: "2026-11-21T11:00:00Z",
    rungs: ["system_user", "token", "exchange"].map(rung),
    passed: true,
    ...parts,
  };
}

const right = (id: string, name: string, fitness: RightView["fitness"]): RightView => ({
  id,
  title: { nb: name, nn: name, en: name },
  description: { nb: "", nn: "", en: "" },
  owner: { nb: "", nn: "", en: "" },
  kind: "",
  fitness,
});

const RIGHTS = [
  right("ske-krav-og-betalinger", "Krav og betalinger", "any"),
  right("urn:altinn:accesspackage:skattegrunnlag", "Skattegrunnlag", "any"),
  right(
    "urn:altinn:accesspackage:regnskapsforer-med-signeringsrettighet",
    "Regnskapsfører med signeringsrettighet",
    "clients_only",
  ),
];

/** What the shell answers to step 6, with a request that waits. */
export const requestsScript: Script = {
  system_list: () => ({ vendor: profile.organisation, client_id: "c-1", systems: [system, agentSystem] }),
  system_resources: ({ chosen }) => found(chosen),
  system_packages: ({ chosen }) => found(chosen),
  register_look_up: ({ number }) => ({
    number,
    name: "HAVGLØTT FISK AS",
    form: "AS",
    form_name: "Aksjeselskap",
    standing: "live",
    deleted_on: null,
    parent: null,
    is_subunit: false,
    place: "BODØ",
    looks_foreign: false,
  }),
  request_list: () => ({ requests: [requestView()], left_out: 0 }),
  request_create: (input) => ({
    request: requestView({
      kind: input.kind,
      party: input.party,
      system: input.system,
      rights: input.rights,
      packages: input.packages,
      external_ref: input.external_ref === "" ? null : input.external_ref,
      title: input.title === "" ? null : input.title,
    }),
    is_new: true,
    difference: null,
  }),
  request_check: () => requestView({ standing: "approved", checked_at: "2026-11-21T10:30:00Z" }),
  request_open: () => ({}),
  request_delete: () => ({ requests: [], left_out: 0 }),
  request_system_users: () => ({
    system_users: [
      {
        id: REQUEST,
        system: system.id,
        title: "Kassasystemet",
        owner: CUSTOMER,
        owner_name: "HAVGLØTT FISK AS",
        external_ref: null,
        kind: "standard",
        is_deleted: false,
      },
    ],
  }),
  request_prove: ({ scopes }) => proofView({ scopes: scopes.split(" ") }),
  request_link: ({ link }) => ({ link: link.trim(), kind: "standard", opened_at: null, approved: false }),
};

function found(chosen: readonly string[]) {
  return {
    from: "service" as const,
    as_of: "2026-11-21T09:00:00Z",
    found: [],
    more: 0,
    chosen: chosen.map((id) => RIGHTS.find((one) => one.id === id) ?? right(id, "", "unknown")),
  };
}
