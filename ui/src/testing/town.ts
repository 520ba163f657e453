import type { FaultView } from "../ipc/generated/FaultView";
import type { IssueCertificate } from "../ipc/generated/IssueCertificate";
import type { IssuedFileView } from "../ipc/generated/IssuedFileView";
import type { PracticeSystemUserView } from "../ipc/generated/PracticeSystemUserView";
import type { PracticeView } from "../ipc/generated/PracticeView";
import { fail, type Script } from "../ipc/hosts/scripted";
import { practice, profile } from "./views";

/** Every fault, by concern. */
const FAULTS = {
  all: [
    "clock-5-minutes",
    "clock-1-minute-behind",
    "server-error-500",
    "bad-gateway-502",
    "unavailable-503",
    "gateway-timeout-504",
    "too-many-requests-429",
    "slow-answer",
    "slow-drip",
    "dropped-connection",
    "empty-answer",
    "html-instead-of-json",
    "truncated-json",
    "not-utf-8",
    "huge-answer",
  ],
  maskinporten: [
    "invalid-request",
    "unsupported-grant-type",
    "assertion-malformed",
    "client-unknown",
    "key-required",
    "unknown-kid",
    "key-just-uploaded",
    "x5c-unreadable",
    "certificate-refused",
    "certificate-of-another-organisation",
    "expired-key",
    "broken-signature",
    "wrong-aud",
    "issued-later",
    "grant-expired",
    "replayed-jti",
    "scope-for-people",
    "scope-not-registered",
    "own-consumer",
    "scope-not-granted",
    "not-delegated",
    "details-type",
    "details-fields",
    "no-system-user",
    "refusal-unknown",
    "refusal-without-code",
    "older-refusal",
  ],
  idporten: [
    "login-cancelled",
    "never-returns",
    "login-error-page",
    "login-unavailable",
    "scope-refused",
    "level-refused",
    "broken-state",
    "missing-state",
    "wrong-iss",
    "missing-iss",
    "double-code",
  ],
  id_token: [
    "low-acr",
    "broken-nonce",
    "missing-nonce",
    "id-token-wrong-iss",
    "wrong-audience",
    "two-audiences",
    "missing-sub",
    "missing-iat",
    "id-token-expired",
    "id-token-from-the-future",
    "no-pid",
    "id-token-other-key",
    "unpublished-kid",
    "key-rotation",
    "alg-none",
    "alg-hs256",
    "no-id-token",
  ],
  login_tokens: [
    "client-refused",
    "code-expired",
    "dpop-nonce",
    "missing-scope",
    "no-expires-in",
    "refresh-refused",
    "userinfo-other-sub",
    "userinfo-401",
  ],
  altinn: [
    "exchange-401",
    "exchange-403",
    "requests-skip-one",
    "delete-200",
    "change-id-used",
    "approver-not-delegated",
    "service-not-opened",
    "exchange-401-once",
    "party-register-down",
    "altinn-429",
    "altinn-wrong-issuer",
    "altinn-key-rotation",
    "altinn-keys-base64url",
    "altinn-keys-padded",
    "altinn-claim-forms",
  ],
  legacy: ["legacy-refused", "legacy-gone", "legacy-html", "legacy-login-page", "legacy-login-403"],
  register: ["register-down"],
  self_service: [
    "terms-unsigned",
    "no-portal-right",
    "api-other-prefix",
    "second-writer",
    "key-vanishes",
    "api-500",
  ],
  certificate_status: [
    "status-silent",
    "status-down",
    "ocsp-down",
    "stale-status",
    "forged-status",
    "ocsp-unknown",
    "certificate-revoked-now",
  ],
};

/** As the town lists them. */
export const everyFault: FaultView[] = Object.entries(FAULTS).flatMap(([concern, names]) =>
  names.map((name) => ({ name, concern, on: name === "login-cancelled" })),
);

type Issue = (order: IssueCertificate, role: string, place: number) => IssuedFileView;

/** A town that remembers what was done to it. */
export function townScript(start: PracticeView, issued: Issue): Script {
  let now = start;
  const change = (parts: Partial<PracticeView>) => (now = { ...now, ...parts });
  const issue = (order: IssueCertificate, role = "") => {
    const file = issued(order, role, now.issued.length);
    change({ issued: [file, ...now.issued] });
    return file;
  };
  const users = (alter: (user: PracticeSystemUserView) => PracticeSystemUserView) =>
    change({ systems: now.systems.map((system) => ({ ...system, users: system.users.map(alter) })) });
  return {
    practice_open: () => now,
    practice_fault: ({ name, on }) =>
      change({ faults: now.faults.map((fault) => (fault.name === name ? { ...fault, on } : fault)) }),
    practice_issue: (order) => issue(order),
    practice_issue_set: (order) => ({ files: [issue(order, "-auth-enc"), issue(order, "-sign")] }),
    practice_revoke: ({ serial }) =>
      change({
        issued: now.issued.map((file) => (file.serial === serial ? { ...file, revoked: true } : file)),
      }),
    practice_travel: ({ days }) => {
      const days_ahead = days === null ? 0 : now.days_ahead + days;
      const moment = new Date(Date.parse(practice.now) + days_ahead * 86_400_000);
      return change({ days_ahead, now: moment.toISOString() });
    },
    practice_propagation: ({ seconds }) => change({ propagation_seconds: seconds }),
    practice_behaviour: ({ strict, latency_milliseconds, approval_delay_seconds }) =>
      change({
        strict: strict ?? now.strict,
        latency_milliseconds: latency_milliseconds ?? now.latency_milliseconds,
        approval_delay_seconds: approval_delay_seconds ?? now.approval_delay_seconds,
      }),
    practice_delegation: ({ delegation, on }) => {
      const key = (one: typeof delegation) => `${one.consumer} ${one.supplier} ${one.scope}`;
      const others = now.delegations.filter((one) => key(one) !== key(delegation));
      if (delegation.consumer === delegation.supplier) return fail("app.cannot_delegate");
      return change({ delegations: on ? [...others, delegation] : others });
    },
    practice_system: ({ client_id, name }) => {
      if (now.systems.some(({ client_ids }) => client_ids.includes(client_id)))
        return fail("app.client_on_system", { facts: { client: { kind: "text", value: client_id } } });
      const id = `${profile.organisation}_system-${now.systems.length + 1}`;
      const system = { id, vendor: profile.organisation, name, client_ids: [client_id], users: [] };
      return change({ systems: [...now.systems, system] });
    },
    practice_system_user: ({ system, owner, external_ref, agent, approved }) => {
      const home = now.systems.find(({ id }) => id === system);
      const user: PracticeSystemUserView = {
        id: `user-${(home?.users.length ?? 0) + 1}`,
        owner,
        external_ref: external_ref === "" ? null : external_ref,
        agent,
        state: approved ? "approved" : "waiting",
      };
      const there = home?.users.some(
        (one) => one.owner === owner && one.external_ref === user.external_ref && one.state !== "deleted",
      );
      if (there === true) return fail("app.system_user_there");
      const systems = now.systems.map((one) =>
        one === home ? { ...one, users: [...one.users, user] } : one,
      );
      return change({ systems });
    },
    practice_system_user_decide: ({ id, decision }) =>
      users((user) =>
        user.id === id ? { ...user, state: decision === "approve" ? "approved" : "deleted" } : user,
      ),
  };
}
