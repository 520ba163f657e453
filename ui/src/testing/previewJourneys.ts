import type { IssueCertificate } from "../ipc/generated/IssueCertificate";
import type { IssuedFileView } from "../ipc/generated/IssuedFileView";
import type { SetupView } from "../ipc/generated/SetupView";
import type { Script } from "../ipc/hosts/scripted";
import {
  accessView,
  brokenRungs,
  checks,
  foundScopes,
  handoverView,
  recipes,
  rungs,
  tokenView,
  trail,
} from "./results";
import { entries, recognise } from "./dictionary";
import { loginScript } from "./login";
import { everyFault, townScript } from "./town";
import { practice } from "./views";

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** The preview's later steps. A scope with «wait» in it waits for the key; a client id «broken» breaks the ladder. */
export function journeys(learn: (parts: Partial<SetupView>) => unknown): Script {
  let broken = false;
  return {
    maskinporten_dry_run: () => ({ checks }),
    maskinporten_scopes: ({ words, refresh }) => foundScopes(words, refresh ? "service" : "copy"),
    maskinporten_recipes: () => recipes,
    maskinporten_obtain: async ({ scopes, sign_with, client_id }, tell) => {
      for (let tries = 1; scopes.includes("wait") && tries < 100; tries += 1) {
        tell({ tries, seconds: tries * 5, obstacle: "unknown_key" });
        await pause(5000);
      }
      broken = client_id === "broken";
      const maskinporten = tokenView({ sign_with, scopes: scopes.split(/\s+/), client_id });
      learn({ maskinporten });
      return maskinporten;
    },
    maskinporten_cancel: () => ({}),
    token_copy: () => ({ cleared_after_seconds: 45 }),
    ...loginScript(learn),
    access_cancel: () => ({}),
    access_test: async ({ subject }, tell) => {
      const climbed = broken ? brokenRungs : rungs;
      for (const rung of climbed) {
        await pause(300);
        tell(rung);
      }
      const access = accessView({ subject, rungs: climbed, passed: !broken });
      learn({ access });
      return access;
    },
    handover_open: () => handoverView(),
    handover_save: ({ format }) => ({ saved: `overlevering.${format}` }),
    dictionary_open: () => ({ entries }),
    dictionary_recognise: ({ text }) => recognise(text),
    trail_open: () => trail,
    report_open: () => ({ text: JSON.stringify(trail, null, 2) }),
    report_save: () => ({ saved: "rapport.json" }),
    ...townScript({ ...practice, faults: everyFault }, issued),
  };
}

function issued({ organisation, flavour }: IssueCertificate, role: string, place: number): IssuedFileView {
  const path = `/home/kari/.local/share/inngang/practice/310204577-${flavour}${role}`;
  return {
    path: `${path}.p12`,
    public_path: `${path}.cer`,
    password: "fjord-2026",
    organisation,
    flavour,
    serial: (place + 0x40_00_00).toString(16),
    revoked: false,
  };
}
