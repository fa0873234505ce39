/** Writes as a browser would, one letter an update, but ahead of time: while the clock runs, letters are only sent. */
import * as Y from "yjs";
import type { Random } from "../../support/random.ts";
import type { Dialect } from "./dialect.ts";
import { framed } from "./lightSocket.ts";

export interface Keystroke {
  readonly update: Buffer;
  /** The caret that moves with the letter. */
  readonly caret: Buffer;
}

export class Typist {
  readonly client: number;
  readonly #doc: Y.Doc;
  readonly #text: Y.XmlText;
  readonly #dialect: Dialect;
  readonly #room: string;
  readonly #prepared: Keystroke[] = [];
  #next = 0;
  #clock = 0;

  /** `base` is the document as the server has it; `place` says in which of its paragraphs this one writes. */
  constructor(
    { room, dialect, base }: { readonly room: string; readonly dialect: Dialect; readonly base: Uint8Array },
    place: number,
  ) {
    this.#room = room;
    this.#dialect = dialect;
    this.#doc = new Y.Doc();
    this.client = this.#doc.clientID;
    Y.applyUpdate(this.#doc, base);
    this.#text = textAt(this.#doc, place);
  }

  /** Letters at the end of the paragraph, or anywhere in it, as a text looks that many have worked on. */
  prepare(letters: number, anywhere?: Random): void {
    for (let index = 0; index < letters; index += 1)
      this.#prepared.push(this.#type("e", anywhere?.below(this.#text.length + 1)));
  }

  /** The next keystroke and the clock that its letter has. */
  take(): { readonly keystroke: Keystroke; readonly clock: number } {
    const keystroke = this.#prepared[this.#next] ?? this.#type("e");
    this.#next += 1;
    return { keystroke, clock: this.#next - 1 };
  }

  /** Words in one update, after everything prepared. */
  say(words: string): Buffer {
    return this.#type(words).update;
  }

  #type(words: string, at = this.#text.length): Keystroke {
    let made: Uint8Array | undefined;
    this.#doc.once("update", (update: Uint8Array) => {
      made = update;
    });
    this.#text.insert(at, words);
    if (made === undefined) throw new Error("a letter made no update");
    this.#clock += 1;
    const item = { client: this.client, clock: this.#clock - 1 };
    const position = { type: null, tname: null, item, assoc: 0 };
    const state = {
      user: { name: "Karen Holm", color: "#1f6feb" },
      cursor: { anchor: position, head: position },
    };
    return {
      update: framed(this.#dialect.sync(this.#room, "update", made)),
      caret: framed(this.#dialect.awareness(this.#room, this.client, this.#clock, state)),
    };
  }
}

/** The text of the n-th paragraph that may be written, from the first again when there are fewer. */
function textAt(doc: Y.Doc, place: number): Y.XmlText {
  const texts = decisionTexts(doc);
  const text = texts[place % texts.length];
  if (text === undefined) throw new Error("the meeting has no paragraph to write in");
  return text;
}

function decisionTexts(doc: Y.Doc): readonly Y.XmlText[] {
  // Values of these maps are written by shared/document alone.
  const sections = [...doc.getMap("sections").entries()] as [string, { readonly kind: string }][];
  return sections
    .filter(([, { kind }]) => kind === "beslutning")
    .map(([id]) => id)
    .toSorted()
    .flatMap((id) => doc.getXmlFragment(`s:${id}`).toArray())
    .flatMap((block) => (block instanceof Y.XmlElement ? block.toArray() : []))
    .filter((text) => text instanceof Y.XmlText);
}
