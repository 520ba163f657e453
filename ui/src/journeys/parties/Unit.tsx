import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { UnitView } from "../../ipc/generated/UnitView";
import { Facts, type FactLine } from "../../parts/Facts";
import { day, organisationNumber } from "../../parts/format";
import { type MarkKind } from "../../parts/Mark";
import { VerdictCard } from "../../parts/VerdictCard";

const KINDS: Record<UnitView["standing"], MarkKind> = {
  live: "good",
  winding_up: "warning",
  bankrupt: "warning",
  deleted: "blocking",
  removed: "blocking",
  unknown: "blocking",
};

/** What the register says of a number. */
export function Unit({ unit, children }: { unit: UnitView; children: ReactNode }) {
  const { t, i18n } = useTranslation("register");
  const name = unit.name ?? organisationNumber(unit.number);
  const facts: FactLine[] = [{ name: t("unit.number"), value: organisationNumber(unit.number) }];
  if (unit.form !== null) {
    const form = unit.form_name === null ? unit.form : `${unit.form_name} (${unit.form})`;
    facts.push({ name: t("unit.form"), value: form });
  }
  if (unit.place !== null) facts.push({ name: t("unit.place"), value: unit.place });
  if (unit.parent !== null) facts.push({ name: t("unit.parent"), value: organisationNumber(unit.parent) });
  if (unit.deleted_on !== null) {
    facts.push({ name: t("unit.deleted_on"), value: day(unit.deleted_on, i18n.language) });
  }
  const items = [
    ...(unit.is_subunit ? [{ key: "subunit", kind: "note" as const, title: t("finding.subunit") }] : []),
    ...(unit.looks_foreign
      ? [{ key: "foreign", kind: "warning" as const, title: t("finding.foreign") }]
      : []),
  ];
  return (
    <VerdictCard
      id="unit"
      kind={KINDS[unit.standing]}
      verdict={t(`standing.${unit.standing}`, { name })}
      level={3}
      lead={
        <>
          <Facts facts={facts} />
          {children}
        </>
      }
      groups={items.length > 0 ? [{ title: t("finding.title"), items }] : []}
    />
  );
}
