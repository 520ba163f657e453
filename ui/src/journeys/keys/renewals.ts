import { useEffect, useState } from "react";

import type { KeyView } from "../../ipc/generated/KeyView";
import type { RenewalView } from "../../ipc/generated/RenewalView";
import { useCommand } from "../../ipc/useCommand";
import { standing } from "./standing";

/** The renewals under way. Empty until they are known. */
export function useRenewals(): readonly RenewalView[] {
  const { run } = useCommand("renewal_list");
  const [renewals, setRenewals] = useState<readonly RenewalView[]>([]);
  useEffect(() => {
    void run({}).then((answer) => answer && setRenewals(answer.renewals));
  }, [run]);
  return renewals;
}

/** The renewal that a key is part of: as the one that ends, or as the new one. */
export function renewalOf(renewals: readonly RenewalView[], held: KeyView): RenewalView | undefined {
  return renewals.find(
    ({ client_id, old_kid, new_kid }) =>
      held.kid === new_kid ||
      standing(held).some(
        (place) => place.client_id === client_id && (place.kid === old_kid || place.kid === new_kid),
      ),
  );
}
