/**
 * Knows whether all is saved. A state vector cannot tell, since a deletion does not move it; so
 * the frames that carry document changes are counted, and the server says how many it has judged
 * and written to disk. What was never in a frame waits.
 */

/** Keystrokes closer together than this, in one section, are one change to a person. */
const SAME_CHANGE_MS = 1000;

interface Change {
  readonly section: string | null;
  lastAtMs: number;
  /** The last frame of this connection that carries a part of it; undefined while it waits. */
  frame: number | undefined;
  /** An older part of it is in no frame of this connection yet. */
  partWaits: boolean;
}

export class FrameCount {
  #sent = 0;
  #acknowledged = 0;
  #changes: Change[] = [];

  /** `waiting`: how many changes an earlier page left on this device. */
  constructor(waiting: number) {
    for (let i = 0; i < waiting; i++)
      this.#changes.push({ section: null, lastAtMs: 0, frame: undefined, partWaits: true });
  }

  get waiting(): number {
    return this.#changes.length;
  }

  /** Where the changes are that wait or are under way, as far as is known. */
  get sections(): readonly string[] {
    return this.#changes.flatMap(({ section }) => (section === null ? [] : [section]));
  }

  get saved(): boolean {
    return this.#sent === this.#acknowledged && this.#changes.length === 0;
  }

  /** A new connection counts from nothing, and all that was not acknowledged waits again. */
  begin(): void {
    this.#sent = 0;
    this.#acknowledged = 0;
    for (const change of this.#changes) change.frame = undefined;
  }

  changed(section: string | null, nowMs: number): void {
    const last = this.#changes.at(-1);
    if (last?.section === section && nowMs - last.lastAtMs < SAME_CHANGE_MS) {
      last.lastAtMs = nowMs;
      last.partWaits = last.frame === undefined;
      last.frame = undefined;
      return;
    }
    this.#changes.push({ section, lastAtMs: nowMs, frame: undefined, partWaits: false });
  }

  /** Sync step 2 carries all that the server lacks; an update carries the change that was just made. */
  sent(kind: "step2" | "update"): number {
    this.#sent += 1;
    const last = this.#changes.slice(-1).filter((change) => !change.partWaits);
    for (const change of kind === "step2" ? this.#changes : last) {
      change.frame = this.#sent;
      change.partWaits = false;
    }
    return this.#sent;
  }

  acknowledged(frames: number): void {
    this.#acknowledged = Math.max(this.#acknowledged, frames);
    this.#changes = this.#changes.filter(
      (change) => change.frame === undefined || change.frame > this.#acknowledged,
    );
  }
}
