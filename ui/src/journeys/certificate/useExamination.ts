import { useCallback, useEffect, useRef, useState } from "react";

import type { ExaminationProgress } from "../../ipc/generated/ExaminationProgress";
import type { ExaminationView } from "../../ipc/generated/ExaminationView";
import type { PickedFile } from "../../ipc/generated/PickedFile";
import type { PickedFiles } from "../../ipc/generated/PickedFiles";
import type { Problem } from "../../ipc/generated/Problem";
import { useCommand, useStream } from "../../ipc/useCommand";

/** Passwords by file id, for one call; nobody keeps them. */
export type Passwords = ReadonlyMap<string, string>;

export interface Examining {
  picked: readonly PickedFile[];
  /** What the picked files came to; none before the first answer. */
  view: ExaminationView | null;
  /** None as long as it is quick. */
  progress: ExaminationProgress | null;
  picking: boolean;
  opening: boolean;
  /** Of the dialog, or of all files together. */
  problem: Problem | null;
  pick: () => Promise<void>;
  open: (passwords: Passwords) => Promise<void>;
  cancel: () => void;
  /** The same examination with more in it. */
  learn: (view: ExaminationView) => void;
  reset: () => void;
}

interface Shown {
  picked: readonly PickedFile[];
  view: ExaminationView | null;
}

const NOTHING: Shown = { picked: [], view: null };

/** Chosen files, examined together. What is done at once replaces what is shown; what takes time tells how far it is. */
export function useExamination(dropped: PickedFiles | null, onTaken: () => void): Examining {
  const dialog = useCommand("certificate_pick");
  const { run, reset: forget, state, busy, problem } = useStream("certificate_examine");
  const { run: stop } = useCommand("certificate_cancel");
  const [pending, setPending] = useState<readonly PickedFile[]>([]);
  const [settled, setSettled] = useState(NOTHING);

  const examine = useCallback(
    async (picked: readonly PickedFile[], passwords: Passwords) => {
      const files = picked.flatMap(({ file }) =>
        file === null ? [] : [{ file, password: passwords.get(file) ?? null }],
      );
      setPending(picked);
      const view = files.length > 0 ? await run({ files }) : null;
      // Files that could not be opened this time are as they were.
      setSettled((before) => ({ picked, view: view ?? (before.picked === picked ? before.view : null) }));
    },
    [run],
  );

  const started = useRef(false);
  useEffect(() => {
    // Dropped files are opened once, when the page opens.
    if (dropped === null || started.current) return;
    started.current = true;
    onTaken();
    void examine(dropped.picked, new Map());
  });

  const progress = state.kind === "busy" ? (state.progress.at(-1) ?? null) : null;
  const shown = progress === null || settled.picked === pending ? settled : { picked: pending, view: null };

  return {
    ...shown,
    progress,
    picking: dialog.busy,
    opening: busy,
    problem: dialog.problem ?? problem,
    pick: async () => {
      const answer = await dialog.run({});
      // A closed dialog leaves what was chosen before.
      if (answer === null || answer.picked.length === 0) return;
      forget();
      await examine(answer.picked, new Map());
    },
    open: (passwords) => examine(shown.picked, passwords),
    cancel: () => void stop({}),
    learn: (view) =>
      setSettled((now) => (now.view?.examination === view.examination ? { ...now, view } : now)),
    reset: () => {
      forget();
      setSettled(NOTHING);
    },
  };
}
