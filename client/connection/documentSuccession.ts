/**
 * The documents of one connection, one after another. When the server refuses an edit or has another
 * log, the words are kept first, then the device copy is left; the old document is shown until the
 * new one has its content. It knows nothing of screens.
 */
import type { DeviceMemory } from "./deviceMemory.ts";
import type { WhyLeft } from "./keptEntries.ts";
import type { OneDocument } from "./oneDocument.ts";
import type { Recovery } from "./recovery.ts";

export interface SuccessionOptions {
  readonly memory: DeviceMemory;
  readonly recovery: Recovery | undefined;
  readonly makeDocument: () => OneDocument;
  readonly mayConnect: () => boolean;
  /** Another tab has left the device copy, and this one follows now. */
  readonly onFollow: () => void;
  readonly onChange: () => void;
}

/** After so many refusals in a row something is wrong that trying again does not mend; then we wait longer. */
const RECOVERIES_AT_ONCE_MAX = 3;
const RECOVERY_PAUSE_MS = 5000;

/** When another tab leaves the device copy, what is under way to the server gets so long to arrive. */
const LEAVE_MS = 2000;

export class DocumentSuccession {
  readonly #options: SuccessionOptions;
  #current: OneDocument;
  /** The document that shall take the current one's place once it has its content. */
  #next: OneDocument | undefined;
  /** Set while the current document is about to be left because another tab has left its copy. */
  #leaving: ReturnType<typeof setTimeout> | undefined;
  #recoveries = 0;

  constructor(options: SuccessionOptions) {
    this.#options = options;
    this.#current = options.makeDocument();
  }

  /** The one that is shown. */
  get current(): OneDocument {
    return this.#current;
  }

  /** The one that connects. */
  get latest(): OneDocument {
    return this.#next ?? this.#current;
  }

  get isReplacing(): boolean {
    return this.#next !== undefined;
  }

  /** Words first, then the device copy, then the document. */
  startAnew(why?: WhyLeft): void {
    const { memory, recovery, mayConnect, makeDocument, onChange } = this.#options;
    const old = this.latest;
    if (old.state === "stopped") return;
    clearTimeout(this.#leaving);
    this.#leaving = undefined;
    recovery?.keep(old, why);
    memory.leaveCopy(old.generation);
    old.stop();
    if (old !== this.#current) old.destroy();
    recovery?.clearLeft();
    const next = makeDocument();
    this.#next = next;
    this.#recoveries += 1;
    const pauseMs = this.#recoveries > RECOVERIES_AT_ONCE_MAX ? RECOVERY_PAUSE_MS : 0;
    setTimeout(() => {
      if (this.#next === next && mayConnect()) void next.open();
    }, pauseMs);
    onChange();
  }

  /** A tab of the same person had to leave the device copy, and what this one writes into it would be left too. */
  readonly leaveWithOther = (): void => {
    if (this.latest.generation >= this.#options.memory.generation || this.#leaving !== undefined) return;
    this.#leaving = setTimeout(this.#leaveNow, LEAVE_MS);
    this.#options.onChange();
  };

  readonly #leaveNow = (): void => {
    this.#options.onFollow();
    this.startAnew();
  };

  /** Nothing is under way to the server that might still arrive. */
  leaveWhenQuiet(): void {
    if (this.#leaving === undefined) return;
    const { state, saved } = this.latest;
    if (state !== "synced" || saved) this.#leaveNow();
  }

  /** Takes the new document once it has its content; answers with the old one, to be destroyed by whoever showed it. */
  takeNextWhenReady(): OneDocument | undefined {
    if (this.#next?.state !== "synced") return undefined;
    const old = this.#current;
    this.#current = this.#next;
    this.#next = undefined;
    this.#recoveries = 0;
    return old;
  }

  destroy(): void {
    clearTimeout(this.#leaving);
    this.#next?.destroy();
    this.#current.destroy();
  }
}
