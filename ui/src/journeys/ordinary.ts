import type { ObtainToken } from "../ipc/generated/ObtainToken";

/** A token for the organisation itself, for every API that takes its scopes. */
export const ordinary: Omit<ObtainToken, "client_id" | "scopes" | "sign_with"> = {
  algorithm: "RS256",
  variant: { resources: "", person: null, consumer: "", owner: "", external_ref: "" },
  wait_for_key: false,
  wait_for_system_user: false,
};
