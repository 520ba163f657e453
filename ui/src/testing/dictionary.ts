import type { DictionaryEntryView } from "../ipc/generated/DictionaryEntryView";
import type { RecognitionView } from "../ipc/generated/RecognitionView";

function entry(code: string, parts: Partial<DictionaryEntryView> = {}): DictionaryEntryView {
  return {
    code,
    turn: "you",
    facts: [],
    called: [],
    source: "maskinporten_troubleshooting",
    evidence: "documented",
    as_of: "2025-12",
    ...parts,
  };
}

/** A few entries of the dictionary. */
export const entries: DictionaryEntryView[] = [
  entry("maskinporten.key_expired", {
    facts: ["kid"],
    called: [
      { kind: "code", name: "MP-121", evidence: "documented" },
      { kind: "phrase", name: "Expired key", evidence: "documented" },
      { kind: "error", name: "invalid_grant", evidence: "documented" },
    ],
  }),
  entry("maskinporten.check_clock"),
  entry("maskinporten.clock", { facts: ["seconds"] }),
  entry("network.unreachable", { turn: "network", facts: ["host"], source: "program", evidence: "own" }),
];

/** What is recognised in a text: the code MP-121, a trace id, a token. */
export function recognise(text: string): RecognitionView {
  const trace = /[0-9a-f]{32}/.exec(text)?.[0] ?? null;
  const known = text.includes("MP-121");
  return {
    found: known ? [{ code: "maskinporten.key_expired", kind: "code", name: "MP-121" }] : [],
    near: text === "expierd" ? ["Expired key"] : [],
    trace_id: trace,
    pasted: text.startsWith("eyJ") ? "token" : null,
  };
}
