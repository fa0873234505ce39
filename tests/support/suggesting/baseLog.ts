/**
 * What is base text, by Yjs item ids: the letters that were there at first and those that editors
 * wrote as such, without those that editors deleted. Walks the items by itself, so that it shares
 * nothing with the code that marks, guards and rejects.
 */
import assert from "node:assert/strict";
import * as Y from "yjs";
import type { Person } from "./person.ts";

interface Letter {
  readonly client: number;
  readonly clock: number;
  /** Both of them. */
  readonly id: string;
  readonly unit: string;
  /** Keys of its formatting. */
  readonly keys: readonly string[];
}

interface Expected {
  readonly rejectedWords: string;
  /** Letters that editors were told of as lost. */
  readonly handedBack: string;
  /** Is it somebody's client, or the server's? */
  readonly isPersons: (client: number) => boolean;
}

export class BaseLog {
  /** Its letter for each id. */
  readonly #base = new Map<string, string>();
  readonly #gone = new Set<string>();

  constructor(first: Y.XmlFragment) {
    for (const { id, unit } of lettersOf(first)) this.#base.set(id, unit);
  }

  /** From now on what this person does without suggesting counts. */
  watch({ doc, fragment }: Person): void {
    doc.on("afterTransaction", (change: Y.Transaction) => {
      if (!change.local) return;
      for (const [client, ranges] of change.deleteSet.clients)
        for (const { clock, len } of ranges)
          for (let at = clock; at < clock + len; at += 1) this.#gone.add(`${client}:${at}`);
      const from = change.beforeState.get(doc.clientID) ?? 0;
      for (const { id, unit, client, clock, keys } of lettersOf(fragment)) {
        const isNew = client === doc.clientID && clock >= from;
        if (isNew && !isSuggested(keys)) this.#base.set(id, unit);
      }
    });
  }

  /**
   * Every letter that editors left stands there, and the letters of the rejected text are just those.
   * What went with a block that somebody else had only proposed, the server has written anew, or
   * handed back to its writer when it came too late for that.
   */
  check(fragment: Y.XmlFragment, { rejectedWords, handedBack, isPersons }: Expected): void {
    const letters = [...lettersOf(fragment)];
    const standing = new Set(letters.map(({ id }) => id));
    const missing = [...this.#base].flatMap(([id, unit]) =>
      this.#gone.has(id) || standing.has(id) ? [] : [unit],
    );
    const isAnew = ({ id, client, keys }: Letter) =>
      !this.#base.has(id) && !isPersons(client) && !isSuggested(keys);
    const anew = letters.filter((letter) => isAnew(letter)).map(({ unit }) => unit);
    const lost = without(missing, [...anew, ...handedBack.split("")]);
    assert.deepEqual(lost, [], "base letters are gone that no editor deleted");
    assert.deepEqual(without(anew, missing), [], "base letters were written anew that are not gone");
    const base = letters.filter((letter) => this.#base.has(letter.id) || isAnew(letter));
    const suggested = base.filter(({ keys }) => isSuggested(keys));
    assert.deepEqual(suggested, [], "a base letter is marked as inserted");
    assert.equal(
      rejectedWords,
      base.map(({ unit }) => unit).join(""),
      "rejected, the text has other letters",
    );
  }
}

/** Each takes one of its kind away, if there is one. */
function without(units: readonly string[], gone: readonly string[]): readonly string[] {
  const left = [...units];
  for (const unit of gone) if (left.includes(unit)) left.splice(left.indexOf(unit), 1);
  return left;
}

const isSuggested = (keys: readonly string[]) => keys.some((key) => key.startsWith("insertion"));

/** Standing letters in reading order. */
function* lettersOf(parent: Y.XmlFragment): Generator<Letter> {
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) yield* lettersIn(child);
    else if (child instanceof Y.XmlElement) yield* lettersOf(child);
  }
}

function* lettersIn(text: Y.XmlText): Generator<Letter> {
  const open = new Set<string>();
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentFormat) {
      const { key, value } = item.content;
      if (value === null) open.delete(key);
      else open.add(key);
    } else if (item.content instanceof Y.ContentString) {
      const { client, clock } = item.id;
      for (const [index, unit] of item.content.str.split("").entries()) {
        const at = clock + index;
        yield { client, clock: at, id: `${client}:${at}`, unit, keys: [...open] };
      }
    }
  }
}
