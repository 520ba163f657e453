import { useState } from "react";

import type { KeyView } from "../../ipc/generated/KeyView";
import type { Problem } from "../../ipc/generated/Problem";
import type { SetupView } from "../../ipc/generated/SetupView";
import type { TokenProgress } from "../../ipc/generated/TokenProgress";
import type { TokenView } from "../../ipc/generated/TokenView";
import { useCommand, useStream } from "../../ipc/useCommand";
import { ordinary } from "../ordinary";

export interface Proving {
  proved: boolean;
  busy: boolean;
  /** None until Maskinporten has said that it does not know the key. */
  progress: TokenProgress | null;
  problem: Problem | null;
  prove: (scopes: string) => void;
  stop: () => void;
}

/** A registration is proved by a token that Maskinporten gave for this client and key. */
export function useProof(held: KeyView, setup: SetupView, onToken: (token: TokenView) => void): Proving {
  const obtain = useStream("maskinporten_obtain");
  const cancel = useCommand("maskinporten_cancel");
  const [provedNow, setProvedNow] = useState(false);
  const token = setup.maskinporten;

  const prove = async (scopes: string) => {
    const answer = await obtain.run({
      client_id: held.client_id ?? "",
      scopes,
      sign_with: "key",
      ...ordinary,
      wait_for_key: true,
    });
    if (answer === null) return;
    setProvedNow(true);
    onToken(answer);
  };
  return {
    proved: provedNow || (token !== null && isProof(token, held)),
    busy: obtain.busy,
    progress: obtain.state.kind === "busy" ? (obtain.state.progress.at(-1) ?? null) : null,
    problem: obtain.problem,
    prove: (scopes) => void prove(scopes),
    stop: () => {
      obtain.reset();
      void cancel.run({});
    },
  };
}

/** A token from before the registration was signed with another key. */
function isProof(token: TokenView, held: KeyView): boolean {
  return (
    token.sign_with === "key" &&
    token.client_id === held.client_id &&
    held.registered_at !== null &&
    Date.parse(token.issued_at) >= Date.parse(held.registered_at)
  );
}
