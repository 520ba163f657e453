import { createContext } from "react";

import type { ActionView } from "../ipc/generated/ActionView";

export type ActionHandlers = Partial<Record<ActionView, () => void>>;

/** What the window itself can do for any problem; a step's own handlers come first. */
export const ProblemActions = createContext<ActionHandlers>({});

/** How a card leads to the report. */
export const MakeReport = createContext<(() => void) | null>(null);
