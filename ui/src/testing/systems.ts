import type { FoundRightsView } from "../ipc/generated/FoundRightsView";
import type { RightFitness } from "../ipc/generated/RightFitness";
import type { RightView } from "../ipc/generated/RightView";
import type { SystemChangesView } from "../ipc/generated/SystemChangesView";
import type { SystemFindingView } from "../ipc/generated/SystemFindingView";
import type { SystemsView } from "../ipc/generated/SystemsView";
import type { SystemView } from "../ipc/generated/SystemView";
import { fail, type Script } from "../ipc/hosts/scripted";
import { CLIENT } from "./keys";

const VENDOR = "310204577";
const PACKAGE = "urn:altinn:accesspackage:";

export const system: SystemView = {
  id: `${VENDOR}_kasse`,
  name: { nb: "Kassasystemet", nn: "Kassesystemet", en: "The till" },
  description: {
    nb: "Leser krav og betalinger for kunden.",
    nn: "Les krav og betalingar for kunden.",
    en: "Reads claims and payments for the customer.",
  },
  client_ids: [CLIENT],
  redirect_urls: ["https://kasse.example.no/kvittering"],
  resources: ["ske-krav-og-betalinger"],
  rights: ["ske-krav-og-betalinger"],
  packages: [`${PACKAGE}skattegrunnlag`],
  visible: true,
  deleted: false,
  version: "a1",
};

/** One for clients, without a client of its own. */
export const agentSystem: SystemView = {
  ...system,
  id: `${VENDOR}_regnskap`,
  name: { nb: "Regnskapsroboten", nn: "Rekneskapsroboten", en: "The accounting robot" },
  client_ids: [],
  redirect_urls: [],
  resources: [],
  rights: [],
  packages: [`${PACKAGE}regnskapsforer-med-signeringsrettighet`],
  visible: false,
  version: "b1",
};

export const systems: SystemsView = { vendor: VENDOR, client_id: CLIENT, systems: [system, agentSystem] };

export const changes: SystemChangesView = {
  changes: [
    {
      at: "2026-11-20T12:00:00Z",
      kind: "rights",
      by: VENDOR,
      client_id: CLIENT,
      data: '[\n  { "resource": [] }\n]',
    },
    { at: null, kind: "create", by: null, client_id: null, data: "" },
  ],
};

const texts = (nb: string, nn = nb, en = nb) => ({ nb, nn, en });

function right(id: string, fitness: RightFitness, title = texts("")): RightView {
  return { id, title, description: texts(""), owner: texts(""), kind: "", fitness };
}

export const resources: readonly RightView[] = [
  {
    ...right(
      "ske-krav-og-betalinger",
      "any",
      texts("Krav og betalinger", "Krav og betalingar", "Claims and payments"),
    ),
    owner: texts("Skatteetaten"),
    kind: "GenericAccessResource",
  },
  { ...right("nav_aareg", "wrong_kind", texts("API for arbeidsforhold")), kind: "MaskinportenSchema" },
  right("ttd-personlig-melding", "not_delegable", texts("Personlig melding")),
];

export const packages: readonly RightView[] = [
  right(
    `${PACKAGE}regnskapsforer-med-signeringsrettighet`,
    "clients_only",
    texts("Regnskapsfører med signeringsrettighet"),
  ),
  right(`${PACKAGE}skattegrunnlag`, "any", texts("Skattegrunnlag")),
  right(`${PACKAGE}ffor-tilgangsstyrer-nuf`, "own_only", texts("Tilgangsstyrer for NUF")),
];

/** What a list has for these words. */
export function found(
  list: readonly RightView[],
  { words, chosen }: { words: string; chosen: string[] },
  from: FoundRightsView["from"] = "service",
): FoundRightsView {
  const unlisted = from === "service" ? "unknown" : "unseen";
  const has = ({ id, title }: RightView) => `${id} ${Object.values(title).join(" ")}`.toLowerCase();
  return {
    from,
    as_of: "2026-11-21T10:00:00Z",
    found: list.filter((one) => has(one).includes(words.toLowerCase())),
    more: 0,
    chosen: chosen.map((id) => list.find((one) => one.id === id) ?? right(id, unlisted)),
  };
}

export function finding(
  field: SystemFindingView["field"],
  code: string,
  facts: SystemFindingView["problem"]["facts"] = {},
  blocks = true,
): SystemFindingView {
  return { field, problem: { code, turn: "you", facts, actions: [], said: null }, blocks };
}

/** Everything wrong at once. */
export const wrong: readonly SystemFindingView[] = [
  finding("id", "system.id_signs"),
  finding("name", "system.text_missing", { languages: { kind: "list", value: ["nn", "en"] } }),
  finding("clients", "system.client_form", { named: { kind: "list", value: ["310204577"] } }),
  finding("resources", "system.resource_signs", { named: { kind: "list", value: ["krav og betalinger"] } }),
  finding("packages", "system.package_form", { named: { kind: "list", value: ["lonn"] } }),
  finding("redirect_urls", "system.url_twice", { named: { kind: "list", value: ["https://a.example/"] } }),
];

/** A register that remembers. What is called «feil» has everything wrong. */
export function systemsScript(start: SystemsView = systems): Script {
  let held = start;
  return {
    system_list: () => held,
    system_open: ({ id }) => held.systems.find((one) => one.id === id) ?? fail("altinn.unknown_system"),
    system_save: ({ opened, ...form }) => {
      if (form.id.endsWith("_feil")) return { system: null, findings: [...wrong] };
      const saved = { ...form, rights: form.resources, deleted: false, version: `${opened ?? ""}+` };
      held = { ...held, systems: [...held.systems.filter(({ id }) => id !== form.id), saved] };
      const findings =
        form.client_ids.length === 0 ? [finding("clients", "system.no_client", {}, false)] : [];
      return { system: saved, findings };
    },
    system_delete: ({ id }) => (held = { ...held, systems: held.systems.filter((one) => one.id !== id) }),
    system_changes: () => changes,
    system_resources: (search) => found(resources, search),
    system_packages: (search) => found(packages, search),
  };
}
