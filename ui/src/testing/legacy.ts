import type { LegacyDetectionView } from "../ipc/generated/LegacyDetectionView";
import type { LegacyListingView } from "../ipc/generated/LegacyListingView";
import type { LegacyMessageView } from "../ipc/generated/LegacyMessageView";
import type { LegacyView } from "../ipc/generated/LegacyView";
import type { LegacyWay } from "../ipc/generated/LegacyWay";
import type { RungView } from "../ipc/generated/RungView";
import { fail, type Script } from "../ipc/hosts/scripted";

const NEEDS = [
  ["messages", "/api/{who}/messages", "user"],
  ["message", "/api/{who}/messages/{id}", "user"],
  ["reportees", "/api/reportees", "user"],
  ["organizations", "/api/organizations", "organisation"],
  ["metadata", "/api/metadata", "nobody"],
] as const;

/** What each login opens. */
function resources(session: LegacyWay | null) {
  const as = session === "certificate" || session === "maskinporten" ? "organisation" : "user";
  const opens = (needs: string) => needs === "nobody" || (session !== null && needs === as);
  return NEEDS.map(([name, template, needs]) => ({ name, template, opens: opens(needs) }));
}

/** Practice, with nobody logged in yet. */
export const oldAltinn: LegacyView = {
  closed: false,
  session: null,
  has_certificate: true,
  has_login: false,
  has_token: false,
  resources: resources(null),
  users: [
    { name: "aase", password: "boller2026", organisation: null, has_roles: true, is_locked: false },
    {
      name: "bakeriet",
      password: "surdeig2026",
      organisation: "315000106",
      has_roles: true,
      is_locked: false,
    },
    {
      name: "bakeriet-ny",
      password: "gjaer2026",
      organisation: "315000106",
      has_roles: false,
      is_locked: true,
    },
  ],
  keys: [
    { key: "4C6F7641-1F5B-4A0E-9D1C-7B2E5A9030D1", opens_messages: true },
    { key: "A2B9E0D7-6C35-4E8A-8F42-11C07D5E66B8", opens_messages: false },
  ],
};

const found = { line: 1, times: 1, gone: "2026-06-19", successor: null };

export const detection: LegacyDetectionView = {
  found: [
    { ...found, name: "rest_host", sort: "host", written: "www.altinn.no/api" },
    { ...found, name: "messages", sort: "address", written: "/messages", successor: "messages" },
    { ...found, name: "acr_level4", sort: "header", written: "level4", line: 3, times: 2, gone: null },
  ],
  has_secret: true,
  cut: false,
};

const message = (id: string, subject: string) => ({
  cells: [id, subject, "Ulest", "Skatteetaten"],
  link: `https://127.0.0.1:4006/api/my/messages/${id}`,
});

export const messages: LegacyListingView = {
  resource: "messages",
  columns: ["MessageId", "Subject", "Status", "ServiceOwner"],
  rows: [message("a100", "Skattemelding"), message("a101", "Mva-melding")],
  message: null,
  reason: "OK",
  certificate: "none",
};

export const letter: LegacyMessageView = {
  subject: "Skattemelding",
  sender: "Skatteetaten",
  is_form: false,
  status: "Ulest",
  changed_at: "2026-05-28T07:30:00.123",
  text: ["Kjære mottaker.", "Dette er en øvelse. <b>Les</b> vedlegget."],
  attachments: [
    { kind: "file", name: "Skattemelding.pdf", size: 16027 },
    { kind: "printout", name: "application/pdf", size: null },
  ],
};

const rung = (name: string, parts: Partial<RungView> = {}): RungView => ({
  name,
  outcome: "passed",
  problem: null,
  skipped: null,
  facts: {},
  milliseconds: 12,
  ...parts,
});

export const rungs: RungView[] = [
  rung("legacy_reach"),
  rung("legacy_login"),
  rung("legacy_profile"),
  rung("legacy_reportees", {
    outcome: "failed",
    problem: { code: "legacy.no_roles", turn: "your_organisation", facts: {}, actions: [], said: null },
  }),
  rung("legacy_messages", { outcome: "skipped", skipped: "access.skipped_earlier" }),
];

/** An old host that knows Åse's password, and remembers who is logged in. */
export function legacy(start: LegacyView = oldAltinn): Script {
  let view = { ...start, resources: resources(start.session) };
  return {
    legacy_open: () => view,
    legacy_detect: ({ text }) =>
      text.includes("altinn") ? detection : { found: [], has_secret: false, cut: false },
    legacy_log_in: ({ kind, password }) => {
      if (kind === "password" && password !== "boller2026") {
        const said = { status: 401, error: "Unauthorized", description: null, trace_id: null };
        return fail("legacy.login_refused", { said, actions: ["enter_password"] });
      }
      view = { ...view, session: kind, resources: resources(kind) };
      return view;
    },
    legacy_log_out: () => (view = { ...view, session: null, resources: resources(null) }),
    legacy_call: ({ resource, link }) =>
      link === null
        ? { ...messages, resource }
        : { ...messages, resource, rows: messages.rows.slice(0, 1), message: letter, certificate: "sent" },
    legacy_check: (_, tell) => {
      rungs.forEach(tell);
      return { rungs };
    },
    certificate_save: ({ pem }) => ({ saved: pem ? "bakeriet.pem" : "bakeriet.cer" }),
  };
}
