import type { Draft } from "./draft";

/** What each part of the form gets. */
export interface FormProps {
  draft: Draft;
  /** Ids of the fields that were left empty and must not be. */
  missing: readonly string[];
  onChange: (part: Partial<Draft>) => void;
}
