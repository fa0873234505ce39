/**
 * The guard for people who may only suggest: rehearses what they write, lets it through when it
 * changes nothing but their own suggestions, and afterwards puts right what no rule can ask of a
 * client. One for each room.
 */
import * as Y from "yjs";
import { isSettled } from "../../shared/document/read.ts";
import type { Stamp } from "../../shared/document/stamps.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { areAlike } from "./alike.ts";
import { mendsOfBorders } from "./borders.ts";
import { marksAstray } from "./editedMarks.ts";
import { mendsOfLanded } from "./landed.ts";
import { areSameLetters } from "./losses.ts";
import {
  mend,
  mendsOfBlock,
  mendsOfStrays,
  renewalsOfBlock,
  type MendingCase,
  type Mends,
  type NewIds,
} from "./mending.ts";
import { isNewItem, nameOfId, type View } from "./pieces.ts";
import { straysBetween } from "./projection.ts";
import {
  blockAround,
  blockWithId,
  piecesOfBlock,
  Rehearsal,
  touchedBy,
  type TouchedBlock,
} from "./rehearsal.ts";
import { Revival } from "./revival.ts";
import { StampBook } from "./stampBook.ts";
import { keepApart, touchingTexts } from "./textBorders.ts";
import { refuse, type Asker, type GuardRefusal, type Verdict } from "./verdict.ts";

export interface SuggestionDeps {
  readonly newId: () => string;
  /** UTC, ISO 8601. */
  readonly now: () => string;
  readonly tickMs: () => number;
}

type Applicable = Extract<Verdict, { readonly kind: "apply" }>;

/** An update that may be applied; `view` knows what was there before it. */
export interface Rehearsed {
  readonly kind: "rehearsed";
  readonly verdict: Applicable;
  readonly view: View;
  readonly blocks: readonly TouchedBlock[];
  /** Blocks in which this person edits amid suggestions of others. */
  readonly edited: readonly Pick<TouchedBlock, "id" | "before">[];
}

/** Did the update itself leave all as it should be, did the server put something right, or is something wrong? */
export type Mended = "whole" | "mended" | "broken";

const MINUTE_MS = 60_000;

export class SuggestionGuard {
  readonly #doc: Y.Doc;
  readonly #deps: SuggestionDeps;
  readonly #book: StampBook;
  readonly #rehearsals = new Map<string, { readonly rehearsal: Rehearsal; usedMs: number }>();
  /** Sections whose copies have the update already that is being applied. */
  #ahead: ReadonlySet<string> = new Set();
  /** When rehearsals of a person failed. */
  readonly #failedMs = new Map<string, readonly number[]>();

  constructor(doc: Y.Doc, deps: SuggestionDeps) {
    this.#doc = doc;
    this.#deps = deps;
    this.#book = new StampBook(doc);
    doc.on("update", (update: Uint8Array) => {
      for (const [root, { rehearsal }] of this.#rehearsals)
        if (!this.#ahead.has(root)) rehearsal.follow(update);
    });
  }

  authorOf(suggestionId: string): string | undefined {
    return this.#book.authorOf(suggestionId);
  }

  /** Before the update is applied. The real document is only read. */
  rehearse(verdict: Applicable, asker: Asker): Rehearsed | GuardRefusal {
    const view = viewOf(this.#doc, asker);
    const blocks: TouchedBlock[] = [];
    for (const root of verdict.suggested) {
      if (this.#hasFailedTooOften(asker.person)) return this.#refuse("tooFast", root, verdict);
      const touched = this.#rehearsalOf(root).perform(verdict.update, view);
      if (touched === undefined) {
        this.#noteFailure(asker.person);
        return this.#refuse("suggestOnly", root, verdict);
      }
      // To write anew what is lost costs the server, too; honest people seldom come to need it.
      if (touched.some(({ losses }) => losses.length > 0)) this.#noteFailure(asker.person);
      blocks.push(...touched);
    }
    this.#ahead = verdict.suggested;
    return { kind: "rehearsed", verdict, view, blocks, edited: this.#editedBlocks(verdict, view) };
  }

  #editedBlocks({ written }: Applicable, view: View): Rehearsed["edited"] {
    const ids = new Map<string, Y.ID>();
    for (const text of written.changedIn.values()) {
      const id = blockAround(this.#doc, text);
      if (id !== undefined) ids.set(nameOfId(id), id);
    }
    return [...ids.values()].map((id) => ({ id, before: piecesOfBlock(this.#doc, id, view) }));
  }

  /** After the update was applied by these transactions. */
  settle({ verdict, view, blocks, edited }: Rehearsed, transactions: readonly Y.Transaction[]): Mended {
    this.#ahead = new Set();
    const landed = mendsOfLanded(transactions, view, this.#fragmentsOf(verdict.suggested));
    if (
      verdict.suggested.size === 0 &&
      verdict.written.all.length === 0 &&
      edited.length + landed.length === 0
    )
      return "whole";
    this.#book.note(verdict.written.all.filter(({ author }) => author === view.author));
    const { written } = verdict;
    const mends = this.#mendsOf(blocks, { view, ids: this.#idsFor(verdict, view), written });
    if (mends === undefined) return "broken";
    const astray = edited.map(({ id, before }) => {
      const strays = marksAstray(before, piecesOfBlock(this.#doc, id, view), view);
      return { marks: mendsOfStrays(strays), stamps: [] };
    });
    const beyond = verdict.suggested.size === 0 ? [] : mendsOfBorders(transactions, view);
    const renewed = this.#renewals({ verdict, view, transactions });
    const all = [...mends, ...astray, ...landed, ...beyond, ...renewed];
    const touching = verdict.suggested.size === 0 ? [] : touchingTexts(transactions, view);
    const losses = blocks.flatMap((block) => block.losses);
    const isWhole = all.every(({ marks, stamps }) => marks.length === 0 && stamps.length === 0);
    if (isWhole && touching.length === 0 && losses.length === 0) return "whole";
    const revival = new Revival(this.#doc, view);
    this.#doc.transact(() => {
      for (const one of all) mend(one);
      for (const text of touching) keepApart(text);
      for (const loss of losses) revival.revive(loss);
    });
    return this.#isAsBefore({ verdict, blocks }, revival) ? "mended" : "broken";
  }

  /** Gives the memory back where nobody has suggested for a while. */
  forgetUnused(): void {
    const nowMs = this.#deps.tickMs();
    for (const [root, { rehearsal, usedMs }] of this.#rehearsals) {
      if (nowMs - usedMs < LIMITS.rehearsalIdleMs) continue;
      rehearsal.forget();
      this.#rehearsals.delete(root);
    }
  }

  #fragmentsOf(roots: ReadonlySet<string>): ReadonlySet<unknown> {
    return new Set([...roots].map((root) => this.#doc.getXmlFragment(root)));
  }

  #rehearsalOf(root: string): Rehearsal {
    const known = this.#rehearsals.get(root) ?? { rehearsal: new Rehearsal(this.#doc, root), usedMs: 0 };
    known.usedMs = this.#deps.tickMs();
    this.#rehearsals.set(root, known);
    return known.rehearsal;
  }

  /** Other sections' copies may have the update that is refused now. */
  #refuse(reason: "tooFast" | "suggestOnly", root: string, { suggested }: Applicable): GuardRefusal {
    for (const each of suggested) this.#rehearsals.get(each)?.rehearsal.forget();
    return refuse(reason, root);
  }

  #hasFailedTooOften(person: string): boolean {
    return this.#failuresOf(person).length >= LIMITS.failedRehearsalsPerMinute;
  }

  #noteFailure(person: string): void {
    this.#failedMs.set(person, [...this.#failuresOf(person), this.#deps.tickMs()]);
  }

  #failuresOf(person: string): readonly number[] {
    const sinceMs = this.#deps.tickMs() - MINUTE_MS;
    return (this.#failedMs.get(person) ?? []).filter((ms) => ms > sinceMs);
  }

  #mendsOf(
    blocks: readonly TouchedBlock[],
    mending: Pick<MendingCase, "view" | "ids" | "written">,
  ): readonly Mends[] | undefined {
    const mends: Mends[] = [];
    const areCalm = mending.written.lists.size === 0 && !mending.ids.areSomeSettled;
    for (const { id, before, calm } of blocks) {
      const block = blockWithId(this.#doc, id);
      if (areCalm && calm !== undefined && block !== undefined && areAlike(calm, block)) continue;
      const after = piecesOfBlock(this.#doc, id, mending.view);
      const strays = straysBetween(before, after, mending.view);
      // The rehearsal said otherwise.
      if (strays === undefined) return undefined;
      mends.push(mendsOfBlock(before, after, { ...mending, strays }));
    }
    return mends;
  }

  #isAsBefore({ verdict, blocks }: Pick<Rehearsed, "verdict" | "blocks">, revival: Revival): boolean {
    const { view } = revival;
    const isKept = blocks.every(({ id, before }) => {
      const strays = straysBetween(before, piecesOfBlock(this.#doc, id, view), view);
      return strays?.length === 0;
    });
    const lost = blocks.flatMap(({ letters }) => letters);
    return isKept && (lost.length === 0 || areSameLetters(lost, revival.lettersMade(verdict.suggested)));
  }

  /** Where this person edits, too, nothing new may belong to a suggestion that had its verdict. */
  #renewals({
    verdict,
    view,
    transactions,
  }: Pick<Rehearsed, "verdict" | "view"> & {
    readonly transactions: readonly Y.Transaction[];
  }): readonly Mends[] {
    const ids = this.#idsFor(verdict, view);
    if (!verdict.written.all.some(({ id }) => ids.isSettled(id))) return [];
    const edited = [...verdict.roots.keys()].filter((root) => !verdict.suggested.has(root));
    return edited.flatMap((root) => {
      const section = this.#doc.getXmlFragment(root);
      const { ids: touched } = touchedBy(transactions, section);
      for (let item = section._start; item !== null; item = item.right) {
        if (isNewItem(item, view)) touched.set(nameOfId(item.id), item.id);
      }
      return [...touched.values()].map((id) =>
        renewalsOfBlock(piecesOfBlock(this.#doc, id, view), { view, ids }),
      );
    });
  }

  /** Only what this update writes can be late: of what stands there already nothing had its verdict. */
  #idsFor({ written }: Applicable, { author }: View): NewIds {
    const settled = new Set(written.all.map(({ id }) => id).filter((id) => isSettled(this.#doc, id)));
    const renewed = new Map<string, string>();
    const note = (stamp: Stamp) => {
      this.#book.note([stamp]);
      return stamp;
    };
    return {
      areSomeSettled: settled.size > 0,
      isSettled: (id) => settled.has(id),
      renewed: (stamp, beside) => {
        const id = renewed.get(stamp.id) ?? beside?.id ?? this.#deps.newId();
        renewed.set(stamp.id, id);
        return note(beside?.id === id ? beside : { ...stamp, id });
      },
      newStamp: () => note({ id: this.#deps.newId(), author, at: this.#deps.now() }),
    };
  }
}

/** What was there before, by the clocks of now. */
function viewOf({ store }: Y.Doc, { person, clientIds }: Asker): View {
  const states = new Map([...clientIds].map((client) => [client, Y.getState(store, client)]));
  return { author: person, newFrom: (client) => states.get(client) ?? Infinity };
}
