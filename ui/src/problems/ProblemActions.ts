import { createContext } from "react";

import type { ActionView } from "../ipc/generated/ActionView";

export type ActionHandlers = Partial<Record<ActionView, () => void>>;

/** What the window itself can do for any problem; a step's own handlers come first. */
export const ProblemActions = createContext<ActionHandlers>({});

/** How a card leads to the report. */
export const MakeReport = createContext<(() => void) | null>(null);

/** How a card leads to the dictionary's entry of a code. */
export const LookUp = createContext<((code: string) => void) | null>(null);
