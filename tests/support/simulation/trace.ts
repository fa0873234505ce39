/** What happened in a run, in order: a fingerprint of all of it, and the last lines in words for whoever must find a failure. */
import { createHash } from "node:crypto";

const LINES_KEPT = 60;

export class Trace {
  readonly #hash = createHash("sha256");
  #lines: string[] = [];
  step = 0;

  note(line: string): void {
    const numbered = `${this.step} ${line}`;
    this.#hash.update(numbered);
    this.#lines.push(numbered);
    if (this.#lines.length > LINES_KEPT * 2) this.#lines = this.#lines.slice(-LINES_KEPT);
  }

  get lastLines(): readonly string[] {
    return this.#lines.slice(-LINES_KEPT);
  }

  /** Ends the trace. */
  fingerprint(): string {
    return this.#hash.digest("hex").slice(0, 16);
  }
}
