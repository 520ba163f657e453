import { Paragraph } from "@digdir/designsystemet-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/useCommand";

/** Who a number is, once nine digits are there. Whether the register answers decides nothing here. */
export function PartyName({ number }: { number: string }) {
  const { t } = useTranslation("systemuser");
  const { run, reset, state } = useCommand("register_look_up");
  const digits = /(\d{9})\D*$/.exec(number.replace(/\s/g, ""))?.[1] ?? null;
  useEffect(() => {
    if (digits === null) reset();
    else void run({ number: digits });
  }, [digits, run, reset]);
  const unit = state.kind === "done" ? state.answer : null;
  const standing = unit === null || unit.standing === "live" ? null : unit.standing;
  return (
    <Paragraph id="party-name" data-size="sm" role="status">
      {unit?.name}
      {unit?.name != null && standing !== null && " – "}
      {standing !== null && t(`ask.party.standing.${standing}`)}
    </Paragraph>
  );
}
