/** What section texts share: which one has the live editor, where my caret is, where the others' are. */
import { equalityDeep } from "lib0/function";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { WrittenAs } from "../../shared/policy/writingMode.ts";
import type { CaretPlace, RemoteCaret, TextLink, Who } from "./meetingSession.ts";
import { caretsOf, ownStateOf } from "./presence.ts";

/** At most so often are others told where my caret is. */
const CARET_INTERVAL_MS = 100;

interface SharedDocument {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
}

interface LinkOptions {
  readonly who: Who;
  readonly writes: boolean;
  readonly onKept: (section: string, words: string) => void;
}

export class SectionLink implements TextLink {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly keepWords: (section: string, words: string) => void;
  readonly #person: string;
  readonly #writable = new Map<string, WrittenAs>();
  readonly #holders = new Set<() => Promise<void>>();
  readonly #listeners = new Set<() => void>();
  #focus: string | null = null;
  #place: CaretPlace | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ doc, awareness }: SharedDocument, { who, writes, onKept }: LinkOptions) {
    this.keepWords = onKept;
    this.#person = who.person;
    this.doc = doc;
    this.awareness = awareness;
    if (writes) awareness.setLocalState({ ...ownStateOf(who) });
    awareness.on("change", this.#tell);
  }

  readonly focus = (): string | null => this.#focus;

  readonly setFocus = (section: string | null): void => {
    if (section === this.#focus) return;
    this.#focus = section;
    this.#place = null;
    this.#publish();
    this.#tell();
  };

  readonly setCaret = (section: string, place: CaretPlace | null): void => {
    // A caret that says goodbye after another section was entered must not take that one's place.
    if (section !== this.#focus || equalityDeep(place, this.#place)) return;
    this.#place = place;
    this.#timer ??= setTimeout(this.#publish, CARET_INTERVAL_MS);
  };

  readonly isWritable = (section: string): boolean => this.#writable.has(section);

  readonly suggestsAs = (section: string): string | undefined =>
    this.#writable.get(section) === "suggestion" ? this.#person : undefined;

  readonly setWritable = (section: string, as: WrittenAs | undefined): void => {
    if (as === undefined) this.#writable.delete(section);
    else this.#writable.set(section, as);
  };

  readonly onLockPending = (hold: () => Promise<void>): (() => void) => {
    this.#holders.add(hold);
    return () => {
      this.#holders.delete(hold);
    };
  };

  /** Resolves when no editor takes keys any more and all that was typed is in the document. */
  lastWords(): Promise<unknown> {
    return Promise.all([...this.#holders].map((hold) => hold()));
  }

  readonly caretsIn = (section: string): readonly RemoteCaret[] => caretsOf(this.awareness, section);

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly #publish = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const state = this.awareness.getLocalState();
    if (state === null) return;
    this.awareness.setLocalState({ ...state, section: this.#focus, cursor: this.#place });
  };

  readonly #tell = (): void => {
    for (const listener of this.#listeners) listener();
  };
}
