/**
 * Keeps the words that the server did not take, and brings each to an end: put back where its place
 * is unchanged and the person may still write, else offered until the person lets it go. Words
 * first: the journal is written before the device copy and the document are left. It knows nothing
 * of sockets, and of rights only as a question.
 */
import * as Y from "yjs";
import type { DeviceMemory } from "./deviceMemory.ts";
import type { GoneWords } from "./goneWords.ts";
import { type KeptEdit, KeptEdits } from "./keptEdits.ts";
import {
  BESIDE_REFUSED,
  keptEntriesOf,
  PARAGRAPH_GONE,
  type RecoveredDocument,
  type WhyLeft,
} from "./keptEntries.ts";
import type { PutBackNews, RefusedEdit } from "./meetingSession.ts";
import { clearLeftCopies } from "./leftCopies.ts";
import { putBack } from "./putBack.ts";
import { randomName } from "./randomName.ts";
import { type Hold, holdLock } from "./tabLocks.ts";
import type { PutBackStep } from "./unsentSection.ts";
import { covers } from "./unsentSources.ts";

export interface RecoveryOptions {
  readonly memory: DeviceMemory;
  readonly mayEdit: (doc: Y.Doc, section: string) => boolean;
  readonly onChange: () => void;
  /** Another tab of this person has left the device copy. */
  readonly onLeftByOther: () => void;
}

const BASE_CHANGED = "baseChanged";
/** Of no device copy, so nothing hides it. */
const NO_GENERATION = -1;
const LEFT_WITH_OTHER: WhyLeft = { reason: BESIDE_REFUSED, section: null };

export class Recovery {
  readonly #options: RecoveryOptions;
  readonly #kept: KeptEdits;
  readonly #tab = randomName();
  readonly #holds = new Map<string, Hold>();
  #document: RecoveredDocument | undefined;
  #offered: readonly RefusedEdit[] = [];
  #news: readonly PutBackNews[] = [];

  constructor(options: RecoveryOptions) {
    this.#options = options;
    this.#kept = new KeptEdits(options.memory.store);
    this.#tell();
  }

  get offered(): readonly RefusedEdit[] {
    return this.#offered;
  }

  get news(): readonly PutBackNews[] {
    return this.#news;
  }

  open(): void {
    window.addEventListener("storage", this.#onStorage);
    this.#holds.set(this.#tab, holdLock(this.#lockOf(this.#tab), "exclusive"));
    for (const edit of this.#kept.all())
      if (edit.step.kind === "done" && !this.#options.memory.isLeft(edit.generation))
        this.#kept.remove(edit.id);
    this.#adopt();
    this.clearLeft();
  }

  close(): void {
    window.removeEventListener("storage", this.#onStorage);
    for (const hold of this.#holds.values()) hold.release();
    this.#holds.clear();
    this.#document = undefined;
  }

  /**
   * All that the document holds and the server has not acknowledged, onto the device. It is left
   * because the server refused something here, or else because of what another tab was refused.
   */
  keep(from: RecoveredDocument, why: WhyLeft = LEFT_WITH_OTHER): void {
    const before = this.#kept.all();
    // A reload may have come between the journal and the leaving; what it kept is kept anew.
    const isOfBefore = (edit: KeptEdit) => edit.tab === this.#tab && edit.generation === from.generation;
    const known = before.filter((edit) => !isOfBefore(edit)).flatMap(({ sources }) => sources);
    const put = before.filter(({ step }) => step.kind === "putting" && isIn(from.doc, step));
    const again = new Set(put.filter((edit) => isUnconfirmed(from, edit)).map(({ section }) => section));
    const entries = keptEntriesOf({ from, why, tab: this.#tab, known, again });
    for (const entry of entries) this.#kept.put(entry);
    const ids = new Set(entries.map(({ id }) => id));
    for (const edit of before) if (isOfBefore(edit) && !ids.has(edit.id)) this.#kept.remove(edit.id);
    for (const edit of put) this.#finish(edit);
    this.#document = undefined;
  }

  /** Words that the server took and that have no place any more. */
  offerLost(section: string, text: string): void {
    this.offer(section, text, PARAGRAPH_GONE);
  }

  /** Words that have no place any more, and the server does not tell of them, or has told of them before. */
  offerUntold(words: readonly GoneWords[]): void {
    const told = this.#kept.all();
    for (const { section, text, source } of words) {
      const isTold = told.some(
        (edit) =>
          covers(edit.sources, source[0], source[1]) ||
          (edit.reason === PARAGRAPH_GONE && edit.text.includes(text)),
      );
      if (!isTold) this.#offer({ section, text, reason: PARAGRAPH_GONE, sources: [source] });
    }
    this.#tell();
  }

  /** Words that are in no document. */
  offer(section: string, text: string, reason: string): void {
    this.#offer({ section, text, reason, sources: [] });
    this.#tell();
  }

  #offer(words: Pick<KeptEdit, "section" | "text" | "reason" | "sources">): void {
    this.#kept.put({
      ...words,
      id: randomName(),
      step: { kind: "offered" },
      generation: NO_GENERATION,
      tab: this.#tab,
    });
  }

  /** The document is here, complete: what waits is put back or offered now. */
  settle(document: RecoveredDocument): void {
    this.#document = document;
    for (const edit of this.#kept.all()) {
      if (edit.tab !== this.#tab || edit.generation >= document.generation) continue;
      const { step } = edit;
      // Its frame had reached the server after all.
      if (isWhole(document.doc, edit)) this.#finish(edit);
      else if (step.kind === "waiting" || (step.kind === "putting" && !isIn(document.doc, step)))
        this.#putBackOrOffer(edit, step.plan, document.doc);
    }
    this.confirm(document);
    this.#tell();
  }

  /** Something was acknowledged. */
  confirm(document: RecoveredDocument): void {
    if (this.#document !== document) return;
    for (const edit of this.#kept.all()) {
      if (edit.tab !== this.#tab) continue;
      const { step } = edit;
      const isPut = step.kind === "putting" && isIn(document.doc, step) && !isUnconfirmed(document, edit);
      // Kept by a page that went before it left the copy; the server has taken it meanwhile.
      const isTaken = edit.generation === document.generation && document.saved;
      if (isPut || isTaken) this.#finish(edit);
    }
  }

  dismiss(id: string): void {
    const edit = this.#kept.find(id);
    if (edit !== undefined) this.#finish(edit);
    this.#news = this.#news.filter((each) => each.id !== id);
    this.#tell();
  }

  /** Takes out of copies that nobody uses any more what nobody has kept, and deletes them. */
  clearLeft(): void {
    void clearLeftCopies(this.#options.memory, {
      keep: this.#keepRest,
      forget: (generation) => {
        for (const edit of this.#kept.all())
          if (edit.generation === generation && edit.step.kind === "done") this.#kept.remove(edit.id);
      },
    });
  }

  /** The words of a tab that went before it could keep them itself. */
  readonly #keepRest = (from: RecoveredDocument): void => {
    this.#kept.refresh();
    const known = this.#kept.all().flatMap(({ sources }) => sources);
    const entries = keptEntriesOf({ from, why: LEFT_WITH_OTHER, tab: this.#tab, known, again: new Set() });
    for (const entry of entries) this.#kept.put(entry);
    if (this.#document === undefined) this.#tell();
    else this.settle(this.#document);
  };

  #putBackOrOffer(edit: KeptEdit, plan: readonly PutBackStep[], doc: Y.Doc): void {
    const offer = (reason: string) => {
      this.#kept.put({ ...edit, reason, step: { kind: "offered" } });
    };
    if (!this.#options.mayEdit(doc, edit.section)) {
      offer("locked");
      return;
    }
    // The name of the edit is on the device before the edit is anywhere.
    const client = doc.clientID;
    const clock = Y.getState(doc.store, client);
    this.#kept.put({ ...edit, step: { kind: "putting", plan, client, clock } });
    if (putBack(doc, edit.section, plan))
      this.#news = [...this.#news, { id: edit.id, section: edit.section }];
    else offer(BASE_CHANGED);
  }

  #finish(edit: KeptEdit): void {
    if (this.#options.memory.isLeft(edit.generation))
      this.#kept.put({ ...edit, text: "", step: { kind: "done" } });
    else this.#kept.remove(edit.id);
  }

  readonly #onStorage = ({ key }: StorageEvent): void => {
    const { prefix } = this.#options.memory.store;
    if (key?.startsWith(prefix) !== true) return;
    if (key === `${prefix}generation`) this.#options.onLeftByOther();
    if (!key.startsWith(`${prefix}kept:`)) return;
    this.#kept.refresh();
    if ("locks" in navigator) this.#adopt();
    this.#tell();
  };

  /** What a tab has begun and not ended is mine when that tab is gone. */
  #adopt(): void {
    for (const { tab } of this.#kept.all()) {
      if (this.#holds.has(tab)) continue;
      const hold = holdLock(this.#lockOf(tab), "exclusive");
      this.#holds.set(tab, hold);
      void hold.granted.then((isGranted) => {
        if (isGranted) this.#inherit(tab);
      });
    }
  }

  #inherit(tab: string): void {
    this.#kept.refresh();
    for (const edit of this.#kept.all()) if (edit.tab === tab) this.#kept.put({ ...edit, tab: this.#tab });
    if (this.#document !== undefined) this.settle(this.#document);
    this.#tell();
  }

  #lockOf(tab: string): string {
    return `${this.#options.memory.store.prefix}tab:${tab}`;
  }

  #tell(): void {
    const { generation } = this.#options.memory;
    this.#offered = this.#kept
      .all()
      .filter((edit) => edit.step.kind === "offered" && edit.generation < generation)
      .map(({ id, section, text, reason }) => ({ id, section, text, reason }));
    this.#options.onChange();
  }
}

function isIn(doc: Y.Doc, { client, clock }: { readonly client: number; readonly clock: number }): boolean {
  return Y.getState(doc.store, client) > clock;
}

function isUnconfirmed({ isUnsent }: RecoveredDocument, { step }: KeptEdit): boolean {
  return step.kind === "putting" && isUnsent(step.client, step.clock);
}

/** A frame is taken whole or not at all, so the last letter stands for the rest. */
function isWhole(doc: Y.Doc, { sources, reason }: KeptEdit): boolean {
  // The server takes words into a paragraph that is gone, and nobody sees them there.
  if (sources.length === 0 || reason === PARAGRAPH_GONE) return false;
  return sources.every(([client, , to]) => Y.getState(doc.store, client) >= to);
}
