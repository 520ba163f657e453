/** A right of a system as the shell writes it: a resource, with `#` and its action where it has one. */
export function partsOfRight(right: string): { resource: string; action: string | null } {
  const at = right.indexOf("#");
  return at < 0
    ? { resource: right, action: null }
    : { resource: right.slice(0, at), action: right.slice(at + 1) };
}
