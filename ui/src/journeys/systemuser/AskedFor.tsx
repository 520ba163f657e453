import { useTranslation } from "react-i18next";

import type { RequestView } from "../../ipc/generated/RequestView";
import { type FactLine, Facts } from "../../parts/Facts";
import { dayAndTime, organisation } from "../../parts/format";
import { called } from "./RightChecks";

/** What a request asks for, and of whom. */
export function AskedFor({ request }: { request: RequestView }) {
  const { t, i18n } = useTranslation(["systemuser", "common"]);
  const some = (name: string, ids: readonly string[]): FactLine[] =>
    ids.length === 0 ? [] : [{ name: t(`fact.${name}`), value: ids.map((id) => called(id, t)), code: true }];
  const one = (name: string, value: string | null, code = false): FactLine[] =>
    value === null ? [] : [{ name: t(`fact.${name}`), value, code }];
  const moment = (at: string | null) => (at === null ? null : dayAndTime(at, i18n.language));
  return (
    <Facts
      facts={[
        ...one("kind", t(`kind.${request.kind}`)),
        ...one("party", organisation(request.party, request.party_name)),
        ...one("system", request.system, true),
        ...one("title", request.title),
        ...one("external_ref", request.external_ref, true),
        ...some("rights", request.rights),
        ...some("packages", request.packages),
        ...some("unwanted_rights", request.unwanted_rights),
        ...some("unwanted_packages", request.unwanted_packages),
        ...one("created", moment(request.created_at)),
        ...one("checked", moment(request.checked_at)),
      ]}
    />
  );
}
