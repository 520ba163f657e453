import { typed } from "../typed";

interface Filled {
  name: string;
  description: string;
  scopes: string;
}

/** What was filled in, or the ids of what was left empty; the first of those takes the focus. */
export function filled(form: HTMLFormElement): { given: Filled; missing: readonly string[] } {
  const given = {
    name: typed(form, "client-name"),
    description: typed(form, "client-description"),
    scopes: typed(form, "client-scopes"),
  };
  const missing = [
    ...(given.name === "" ? ["client-name"] : []),
    ...(given.description === "" ? ["client-description"] : []),
  ];
  if (missing[0] !== undefined) document.getElementById(missing[0])?.focus();
  return { given, missing };
}
