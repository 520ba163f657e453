import type { AppView } from "../ipc/generated/AppView";
import type { RenewalStage } from "../ipc/generated/RenewalStage";
import type { RenewalView } from "../ipc/generated/RenewalView";
import type { ServiceClientView } from "../ipc/generated/ServiceClientView";
import { fail, type Script } from "../ipc/hosts/scripted";
import {
  clientView,
  keysView,
  loginRoad,
  maskinportenRoad,
  newKey,
  notConnected,
  openedClient,
  practiceRoad,
  renewalView,
  serviceClients,
} from "./keys";
import { key, registeredKey } from "./views";

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
const STAGES: readonly RenewalStage[] = ["begun", "made", "added", "proved", "switched", "retired"];

/** The preview's keys, clients and renewals. A key with «låst» in it needs the password «fjord». */
export function keys(app: () => AppView, learn: (parts: Partial<AppView["setup"]>) => AppView): Script {
  let held = app().setup.key === null ? { ...keysView, keys: [], chosen: null, history: [] } : keysView;
  let service = notConnected;
  let renewals: RenewalView[] = [];
  const listed = () => ({
    clients: held.keys.length === 0 ? [] : [clientView],
    renewals,
    api: service.may_write,
  });
  const client = (id: string): ServiceClientView => ({
    ...openedClient,
    ...serviceClients.clients.find(({ client_id }) => client_id === id),
    keys: openedClient.keys,
  });
  const add = (made: typeof key) => {
    held = { ...held, keys: [...held.keys.filter(({ id }) => id !== made.id), made], chosen: made.id };
    learn({ key: made });
    return made;
  };
  return {
    key_list: () => held,
    key_create: async () => {
      await pause(600);
      return add(key);
    },
    key_cancel: () => ({}),
    key_from_certificate: () => add({ ...key, from_certificate: true }),
    key_pick: () => ({ picked: [{ file: "f1", name: "nøkkel.pem", problem: null }] }),
    key_import: ({ text, password }) => {
      if (text?.includes("låst") && password !== "fjord")
        return fail(password === null ? "key.password_needed" : "key.wrong_password");
      return add(key);
    },
    key_choose: ({ key: id }) => add(held.keys.find((one) => one.id === id) ?? key),
    key_rename: ({ key: id, name }) =>
      (held = { ...held, keys: held.keys.map((one) => (one.id === id ? { ...one, name } : one)) }),
    key_save: ({ form }) => ({ saved: `fjordly.${form}` }),
    key_back_up: () => ({ saved: "fjordly.p8.pem" }),
    key_register: ({ client_id, kid }) => add({ ...registeredKey, client_id, kid }),
    key_forget: ({ key: id }) => {
      held = { ...held, keys: held.keys.filter((one) => one.id !== id) };
      return app().setup.key?.id === id ? learn({ key: null }) : app();
    },
    portal_road: ({ kind }) => {
      if (kind === "api_klient") return loginRoad;
      return app().profile?.environment === "production" ? maskinportenRoad : practiceRoad;
    },
    selfservice_clients: ({ inactive }) => (inactive ? { ...service, clients: [] } : service),
    selfservice_connect: async ({ client_id }) => {
      await pause(600);
      service = { ...serviceClients, administration: client_id, may_write: !client_id.includes("read") };
      return service;
    },
    selfservice_disconnect: () => (service = notConnected),
    selfservice_client: ({ client_id }) => client(client_id),
    selfservice_create: ({ name, description, kind, scopes }) => ({
      ...openedClient,
      client_id: "c-new",
      name,
      description,
      integration_type: kind,
      scopes: scopes.split(/\s+/).filter((scope) => scope !== ""),
      keys: [],
    }),
    selfservice_change: ({ client_id, name, description, scopes }) => ({
      ...client(client_id),
      name,
      description,
      scopes: scopes.split(/\s+/).filter((scope) => scope !== ""),
    }),
    selfservice_deactivate: ({ client_id }) =>
      (service = {
        ...service,
        clients: service.clients.filter((one) => one.client_id !== client_id),
      }),
    selfservice_scopes: () => ({
      scopes: [
        { scope: "altinn:instances.read", state: "APPROVED", owner: "991825827", owner_name: "Digdir" },
        { scope: "skatteetaten:innkreving", state: "REQUESTED", owner: "974761076", owner_name: null },
        { scope: "brreg:aapent", state: null, owner: null, owner_name: null },
      ],
    }),
    selfservice_add_key: ({ client_id }) => client(client_id),
    selfservice_renew_key: ({ client_id, kid }) => ({
      ...client(client_id),
      keys: (openedClient.keys ?? []).map((one) =>
        one.kid === kid ? { ...one, expires_at: "2027-11-21T12:00:00Z" } : one,
      ),
    }),
    selfservice_remove_key: ({ client_id, kid }) => ({
      ...client(client_id),
      keys: (openedClient.keys ?? []).filter((one) => one.kid !== kid),
    }),
    selfservice_new_secret: ({ client_id }) => ({ ...client(client_id), secret_here: true }),
    selfservice_copy_secret: () => ({ cleared_after_seconds: 45 }),
    renewal_list: () => listed(),
    renewal_begin: ({ road, scopes }) => {
      const begun = renewalView({ road, scopes: scopes.split(/\s+/) });
      renewals = [begun];
      return begun;
    },
    renewal_advance: async ({ kid }, tell) => {
      const now = renewals[0] ?? renewalView();
      if (now.stage === "added") {
        tell({ tries: 1, seconds: 0, obstacle: "unknown_key" });
        await pause(1500);
        tell({ tries: 2, seconds: 5, obstacle: "unknown_key" });
      }
      await pause(500);
      const next = {
        ...now,
        stage: STAGES[STAGES.indexOf(now.stage) + 1] ?? "retired",
        jwk: newKey.jwk,
        pem: newKey.pem,
        new_kid: kid ?? now.new_kid,
      };
      renewals = next.stage === "retired" ? [] : [next];
      return next;
    },
    renewal_undo: () => {
      const [now] = renewals;
      const place = now ? STAGES.indexOf(now.stage) : 0;
      renewals = now && place > 0 ? [{ ...now, stage: STAGES[place - 1] ?? "begun" }] : [];
      return listed();
    },
    renewal_cancel: () => ({}),
  };
}
