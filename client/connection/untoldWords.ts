/**
 * Own words whose place somebody deleted before the server had answered for them. It tells of them
 * itself (105), and before it acknowledges them; where it cannot any more, because the telling was
 * lost with a socket or the letters are forgotten here, they are told of by this device.
 */
import { type GoneWords, sectionOfLost } from "./goneWords.ts";
import type { IsUnsent } from "./unsentText.ts";
import type * as Y from "yjs";

/** Who has more than this taken away from under the caret at once will not look for the oldest. */
const GONE_MAX = 100;

export class UntoldWords {
  #words: readonly GoneWords[] = [];
  /** What this connection, or an older one, has sent with its letters, if it reached the server. */
  #hasAnswered = false;
  #forgotten: readonly GoneWords[] = [];

  /** The latest last. */
  get words(): readonly GoneWords[] {
    return this.#words;
  }

  add(gone: readonly GoneWords[]): void {
    if (gone.length > 0) this.#words = [...this.#words, ...gone].slice(-GONE_MAX);
  }

  connecting(): void {
    this.#hasAnswered = false;
  }

  /** A frame goes out: the first one has all that the server lacks, but these without their letters. */
  sends(): void {
    if (!this.#hasAnswered) this.#forgotten = this.#words;
    this.#hasAnswered = true;
  }

  /** The server has told of lost words; answers with their section, which it does not always know. */
  told(doc: Y.Doc, named: string, text: string): string {
    const section = named === "" ? sectionOfLost(doc, this.#words, text) : named;
    this.#words = this.#words.filter((gone) => gone.section !== section || !text.includes(gone.text));
    return section;
  }

  /** What the server has acknowledged it has told of before. */
  acknowledged(isUnsent: IsUnsent): void {
    this.#words = this.#words.filter(({ source: [client, , to] }) => isUnsent(client, to - 1));
  }

  /** The document is here. What the server had before this connection, or never gets, it will not tell of. */
  takeUntold(serverHas: ReadonlyMap<number, number>): readonly GoneWords[] {
    const isUntold = (gone: GoneWords) => {
      const [client, , to] = gone.source;
      return !this.#hasAnswered || this.#forgotten.includes(gone) || (serverHas.get(client) ?? 0) >= to;
    };
    const untold = this.#words.filter(isUntold);
    this.#words = this.#words.filter((gone) => !isUntold(gone));
    return untold;
  }
}
