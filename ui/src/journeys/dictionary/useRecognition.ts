import { useEffect, useState } from "react";

import type { PastedName } from "../../ipc/generated/PastedName";
import type { RecognitionView } from "../../ipc/generated/RecognitionView";
import { useCommand } from "../../ipc/useCommand";

/** The person is still typing. */
const PAUSE_MS = 300;
const SHORTEST = 3;

interface Recognition {
  /** Of the query as it stands. */
  recognised: RecognitionView | null;
  /** What was pasted that should go elsewhere. */
  secret: PastedName | null;
}

/** What the program recognises in a text. A secret is not left standing in the field. */
export function useRecognition(query: string, empty: () => void): Recognition {
  const { run } = useCommand("dictionary_recognise");
  const [of, setOf] = useState<{ query: string; answer: RecognitionView } | null>(null);
  const [secret, setSecret] = useState<PastedName | null>(null);
  useEffect(() => {
    if (query.trim().length < SHORTEST) return;
    const timer = setTimeout(() => {
      void run({ text: query }).then((answer) => {
        if (answer === null) return;
        setSecret(answer.pasted);
        setOf({ query, answer });
        if (answer.pasted !== null) empty();
      });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
    // Emptying is the same act each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [query, run]);
  return { recognised: of?.query === query ? of.answer : null, secret };
}
