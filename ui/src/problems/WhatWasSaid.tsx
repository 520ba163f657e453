import { useTranslation } from "react-i18next";

import type { SaidView } from "../ipc/generated/SaidView";
import { CopyButton } from "../parts/CopyButton";
import { Facts } from "../parts/Facts";

/** The code, with the service's own words and the trace id where it answered, to copy for its support. */
export function WhatWasSaid({ code, said }: { code: string; said: SaidView | null }) {
  const { t } = useTranslation("common");
  const lines: [string, string][] = [
    [t("problem.code"), code],
    [t("problem.status"), said?.status?.toString() ?? ""],
    [t("problem.error"), said?.error ?? ""],
    [t("problem.description"), said?.description ?? ""],
    [t("problem.trace_id"), said?.trace_id ?? ""],
  ];
  const shown = lines.filter(([, value]) => value !== "");
  return (
    <>
      <Facts facts={shown.map(([name, value]) => ({ name, value, code: true }))} />
      <CopyButton
        text={shown.map((line) => line.join(": ")).join("\n")}
        label={t("copy.all")}
        copied={t("copy.copied")}
      />
    </>
  );
}
