import type { KeyView } from "../../ipc/generated/KeyView";
import type { RegistrationView } from "../../ipc/generated/RegistrationView";

/** What a key is called: its own name, else its `kid`. */
export function calledName(held: KeyView): string {
  return held.name === "" ? held.kid : held.name;
}

/** Where a key stands now. */
export function standing(held: KeyView): RegistrationView[] {
  return held.registrations.filter(({ retired_at }) => retired_at === null);
}

/** What a client is called. */
export function clientName({ client_name, client_id }: RegistrationView): string {
  return client_name === "" ? client_id : client_name;
}
