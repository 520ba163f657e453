import { useEffect } from "react";

import type { VaultView } from "../ipc/generated/VaultView";
import type { Host } from "../ipc/host";

const EVERY_MS = 60_000;
const SIGNS = ["pointerdown", "keydown", "wheel"] as const;

/** Hears of the vault's lock at once, and tells the shell, once a minute at most, that somebody is there. */
export function useVaultWatch(host: Host, open: boolean, onVault: (vault: VaultView) => void): void {
  useEffect(() => {
    // Without it a lock is met with the next command instead.
    host.stream("vault_watch", {}, onVault).catch(() => undefined);
  }, [host, onVault]);

  useEffect(() => {
    if (!open) return;
    let told = -Infinity;
    const touch = () => {
      const now = performance.now();
      if (now - told < EVERY_MS) return;
      told = now;
      // What is wrong with the vault is said where it is used.
      host.call("vault_touch", {}).catch(() => undefined);
    };
    for (const sign of SIGNS) window.addEventListener(sign, touch, { capture: true, passive: true });
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, touch, { capture: true });
    };
  }, [host, open]);
}
