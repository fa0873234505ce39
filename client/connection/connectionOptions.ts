/** What a connection to one meeting is made of: which document, who, how, and where words are kept. */
import type { DeviceMemory } from "./deviceMemory.ts";
import type { Who } from "./meetingSession.ts";
import type { LettersOptions, OwnLetters } from "./ownLetters.ts";
import type { Recovery, RecoveryOptions } from "./recovery.ts";

export interface ConnectionOptions {
  readonly documentId: string;
  readonly who: Who;
  readonly address: string;
  readonly as: string | null;
  readonly writes: boolean;
  /** For whoever may write; a reader has nothing to keep and does not load it. */
  readonly makeRecovery?: (options: RecoveryDeps) => Recovery;
  /** As above. */
  readonly makeLetters?: (options: LettersOptions) => OwnLetters;
  readonly memory?: DeviceMemory;
  /** Loads the page anew, once; false when that has been tried. */
  readonly reloadPage: () => boolean;
}

type RecoveryDeps = Pick<RecoveryOptions, "memory" | "onChange" | "onLeftByOther">;
