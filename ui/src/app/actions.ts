import type { Page } from "../ipc/generated/Page";
import type { Host } from "../ipc/host";
import type { Place } from "../journeys/StepProps";
import type { ActionHandlers } from "../problems/ProblemActions";

/** What the window can do for a problem wherever it is met; a step's own handlers come first. */
export function windowActions(host: Host, go: (place: Place) => void, unlock: () => void): ActionHandlers {
  // A page that cannot be opened has nowhere better to say so than where its address stands.
  const openPage = (page: Page) => () => void host.call("app_open_page", { page }).catch(() => undefined);
  return {
    unlock_vault: unlock,
    pick_file: () => go("certificate"),
    enter_password: () => go("certificate"),
    order_certificate: () => go("certificate"),
    create_key: () => go("key"),
    register_key: () => go("key"),
    renew_key: () => go("renewal"),
    use_key: () => go("maskinporten"),
    review_client: () => go("maskinporten"),
    fetch_token: () => go("maskinporten"),
    review_start: () => go("profile"),
    log_in_again: () => go("login"),
    open_portal: openPage("portal"),
    open_practice: () => go("practice"),
    open_trail: () => go("diagnostics"),
  };
}
