import type { AppView } from "../ipc/generated/AppView";
import type { ProfileView } from "../ipc/generated/ProfileView";
import type { SetupView } from "../ipc/generated/SetupView";
import type { StepName } from "../ipc/generated/StepName";

/** Where one can stand: a wizard step, or a page beside it. */
export type Place =
  | StepName
  | "profile"
  | "keys"
  | "clients"
  | "systems"
  | "parties"
  | "renewal"
  | "calendar"
  | "practice"
  | "diagnostics"
  | "token_reader"
  | "dictionary"
  | "legacy"
  | "settings";

/** What the key step is about when another key than the chosen one is wanted. */
export const NEW_KEY = "new";

/** What a step gets, and how it hands facts up. */
export interface StepProps {
  /** The window's whole state. */
  app: AppView;
  /** The profile in use; none before the first choice. */
  profile: ProfileView | null;
  /** What is done so far. */
  setup: SetupView;
  /** Hands one answer up: `change({ key: answer })`. */
  change: (part: Partial<SetupView>) => void;
  /** Hands a whole `AppView` up. */
  replace: (app: AppView) => void;
  /** Opens a step or page, about a client where it has several to tell of. */
  go: (place: Place, about?: string) => void;
  /** What the page was opened about; none when it is opened for itself. */
  about: string | null;
  /** The step after this one on the person's road. */
  following: StepName | null;
  /** To that step. */
  next: () => void;
  /** To the step before; none on the first. */
  back: (() => void) | null;
}
