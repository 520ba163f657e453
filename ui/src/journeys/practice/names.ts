import type { OrganisationView } from "../../ipc/generated/OrganisationView";
import { organisationNumber } from "../../parts/format";

/** Its name in town; the number of one that does not live there. */
export function nameOf(organisations: readonly OrganisationView[], number: string): string {
  return organisations.find((one) => one.number === number)?.name ?? organisationNumber(number);
}

/** Every organisation to choose among, by name and number. */
export function organisationOptions(organisations: readonly OrganisationView[]) {
  return organisations.map(({ number, name }) => [number, `${name}, ${organisationNumber(number)}`] as const);
}
