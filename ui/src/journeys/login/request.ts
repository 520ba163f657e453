import type { LoginView } from "../../ipc/generated/LoginView";
import type { RedirectForm } from "../../ipc/generated/RedirectForm";
import type { StartLogin } from "../../ipc/generated/StartLogin";

/** Always asked for, so not shown in the field. */
const IMPLIED = ["openid", "profile"];
const USUAL_SCOPES = "altinn:accessmanagement/authorizedparties altinn:instances.read";

/** What to register on the client, to the letter. */
export const REGISTERED: Record<RedirectForm, string> = {
  free_port: "http://127.0.0.1:0/callback",
  fixed_port: "http://127.0.0.1:38431/callback",
  localhost: "http://localhost:38431/callback",
};

/** What was asked for last time, or the usual. */
export function firstRequest(login: LoginView | null): StartLogin {
  const again =
    login && [...login.scopes, ...login.scopes_missing].filter((scope) => !IMPLIED.includes(scope));
  return {
    client_id: login?.client_id ?? "",
    scopes: again?.join(" ") ?? USUAL_SCOPES,
    level: "substantial",
    redirect: "free_port",
  };
}

export type LevelName = "substantial" | "high" | "other";

/** The level that an `acr` stands for, by its ending. */
export function levelOf(acr: string): LevelName {
  if (acr.endsWith("-high")) return "high";
  return acr.endsWith("-substantial") ? "substantial" : "other";
}
