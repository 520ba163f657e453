import type { AgentsView } from "../ipc/generated/AgentsView";
import type { ApplyClients } from "../ipc/generated/ApplyClients";
import type { ClientPlanView } from "../ipc/generated/ClientPlanView";
import type { ClientProgressView } from "../ipc/generated/ClientProgressView";
import type { ClientRowView } from "../ipc/generated/ClientRowView";
import type { DialogView } from "../ipc/generated/DialogView";
import type { LoginView } from "../ipc/generated/LoginView";
import type { PartyView } from "../ipc/generated/PartyView";
import { type Script } from "../ipc/hosts/scripted";
import { loginView } from "./results";

const NOBODY: PartyView = {
  uuid: "",
  name: "",
  organisation: null,
  kind: "organisation",
  form: null,
  deleted: false,
  hierarchy_only: false,
  packages: [],
  resources: [],
  roles: [],
  subunits: [],
};

export const party = (uuid: string, parts: Partial<PartyView>): PartyView => ({ ...NOBODY, uuid, ...parts });

export const bakery = party("bakery", {
  name: "BLÅBÆRSVINGEN BAKERI AS",
  organisation: "315000106",
  form: "AS",
  packages: ["skattegrunnlag", "skattnaering"],
  resources: ["app_ttd_demo", "ske-krav-og-betalinger"],
  roles: ["daglig-leder", "DAGL"],
  subunits: [
    party("square", {
      name: "BLÅBÆRSVINGEN BAKERI AS AVD TORGET",
      organisation: "313770206",
      form: "BEDR",
      packages: ["skattegrunnlag"],
    }),
  ],
});

/** A person, a main unit with a subunit, a parent that opens nothing, and one that is deleted. */
export const parties: PartyView[] = [
  party("person", { name: "Åse Blåbær", kind: "person", roles: ["privatperson"] }),
  bakery,
  party("group", {
    name: "NORDAVIND KONSERN AS",
    organisation: "310000000",
    form: "AS",
    hierarchy_only: true,
    subunits: [
      party("harbour", {
        name: "NORDAVIND AVD HAVNA",
        organisation: "210987606",
        form: "BEDR",
        packages: ["regnskapsforer-lonn"],
      }),
    ],
  }),
  party("gone", { name: "NEDLAGTE HJULMAKERIET AS", organisation: "314660102", form: "AS", deleted: true }),
];

/** So many, one in ten with a subunit. */
export const many = (number: number): PartyView[] =>
  Array.from({ length: number }, (_, index) =>
    party(`p${index}`, {
      name: `Virksomhet ${index}`,
      organisation: String(310_000_000 + index),
      form: "AS",
      packages: ["regnskapsforer-lonn", "skattegrunnlag"],
      roles: ["REGN"],
      subunits: index % 10 === 0 ? [party(`s${index}`, { name: `Avdeling ${index}`, form: "BEDR" })] : [],
    }),
  );

export const agents: AgentsView = {
  owner: "311223305",
  agents: [
    {
      id: "a1",
      title: "Lønnssystemet",
      system: "312345609_lonn",
      supplier: "PORTVIK PROGRAMVARE AS",
      external_ref: null,
      packages: ["regnskapsforer-lonn"],
    },
    { id: "a2", title: "", system: "312345609_kasse", supplier: "", external_ref: "k-2", packages: [] },
  ],
  unfinished: [],
};

export const clients = {
  current: [{ id: "c1", number: "315000106", name: "BLÅBÆRSVINGEN BAKERI AS" }],
  available: [
    { id: "c1", number: "315000106", name: "BLÅBÆRSVINGEN BAKERI AS" },
    { id: "c2", number: "310000000", name: "FJORDGLØTT CAMPING AS" },
  ],
};

export const plan: ClientPlanView = {
  wish: "add",
  rows: [
    { number: "310000000", name: "FJORDGLØTT CAMPING AS", step: "change" },
    { number: "315000106", name: "BLÅBÆRSVINGEN BAKERI AS", step: "already_there" },
    { number: "923609016", name: "", step: "not_available" },
    { number: "311223305", name: "", step: "owner" },
  ],
  rejected: [{ line: 4, text: "923609017 Feil AS", why: "check_digit" }],
  repeated: 1,
};

export const rows: ClientRowView[] = [
  { number: "310000000", name: "FJORDGLØTT CAMPING AS", end: "done", problem: null },
  { number: "315000106", name: "BLÅBÆRSVINGEN BAKERI AS", end: "already", problem: null },
  {
    number: "923609016",
    name: "",
    end: "failed",
    problem: {
      code: "client_delegation.not_available",
      turn: "your_organisation",
      facts: {},
      actions: [],
      said: null,
    },
  },
];

/** How far a run of the plan has come. */
export function progress(run: ApplyClients, told: number): ClientProgressView {
  const { owner, agent, wish, pace } = run;
  const row = rows[told - 1];
  const last = row === undefined ? null : row.name === "" ? row.number : row.name;
  return { owner, agent, wish, pace, of: plan.rows.length, told, left: 1, last };
}

export const dialog: DialogView = {
  id: "d1",
  title: { nb: "Krav fra Skatteetaten", en: "Claim of the Tax Administration" },
  owner: "skd",
  resource: "ske-krav-og-betalinger",
  status: "RequiresAttention",
  updated_at: "2026-11-20T09:30:00Z",
  due_at: "2026-12-01T12:00:00Z",
};

/** A login that opens everything here. */
export const openLogin: LoginView = {
  ...loginView(),
  held: true,
  scopes: [
    "openid",
    "profile",
    "altinn:accessmanagement/authorizedparties",
    "altinn:clientdelegations.read",
    "altinn:clientdelegations.write",
    "digdir:dialogporten",
  ],
};

/** Answers to all that the page asks. */
export const partyScript = (): Script => ({
  party_list: () => ({ parties }),
  party_dialogs: ({ after }) => ({
    dialogs: after === null ? [dialog] : [{ ...dialog, id: "d2" }],
    next: after === null ? "x" : null,
  }),
  agent_list: () => agents,
  agent_clients: () => clients,
  agent_plan: () => plan,
  agent_apply: (run, tell) => {
    rows.forEach((_, over) => tell(progress(run, over + 1)));
    return { rows, stopped: null };
  },
  agent_follow: () => ({ run: null, ended: null }),
  agent_cancel: () => ({}),
});
