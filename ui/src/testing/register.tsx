import type { ApproversView } from "../ipc/generated/ApproversView";
import type { UnitView } from "../ipc/generated/UnitView";
import { type Script, scripted } from "../ipc/hosts/scripted";
import { LookUp } from "../journeys/parties/LookUp";
import { show } from "./show";

export const unit: UnitView = {
  number: "310204577",
  name: "FJORDLY REGNSKAP AS",
  form: "AS",
  form_name: "Aksjeselskap",
  standing: "live",
  deleted_on: null,
  parent: null,
  is_subunit: false,
  place: "BERGEN",
  looks_foreign: false,
};

export const approvers: ApproversView = {
  unit,
  roles_of: unit.number,
  approvers: [
    { role: "managing_director", name: "Kari Kontoplan", number: null },
    { role: "chair", name: "FJORDLY HOLDING AS", number: "310000000" },
  ],
};

/** What the register answers in a preview. */
export const register: Script = {
  register_approvers: () => approvers,
  register_clients: () => ({
    firm: unit.number,
    clients: [
      { number: "310000000", name: "FJORDGLØTT CAMPING AS", roles: ["accountant"] },
      { number: "315000106", name: "BLÅBÆRSVINGEN BAKERI AS", roles: ["accountant", "auditor"] },
    ],
    left_out: 1,
  }),
};

/** The look-up over a register that answers this. */
export async function open(script: Script = {}) {
  const host = scripted({ ...register, ...script });
  await show(
    <div style={{ padding: "1rem" }}>
      <LookUp organisation={unit.number} />
    </div>,
    host,
  );
  return {
    inputs: (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input),
  };
}
