/**
 * The open suggestions of a meeting as the screens show them. Each section is read once, and anew
 * only when its own text has changed, at most once a painted frame: thirty people who type must not
 * make everybody read all sections for every letter. Nobody is told when nothing in it changed.
 */
import { equalityDeep } from "lib0/function";
import type * as Y from "yjs";
import { sectionIdOfRoot } from "../../shared/document/layout.ts";
import {
  type ListedItem,
  type ListedSection,
  listItems,
  sectionsOfItem,
} from "../../shared/document/read.ts";
import { sectionTextOf } from "../../shared/document/read.ts";
import { hasSuggestions, type Suggestion, suggestionsIn } from "../../shared/suggestion/suggestion.ts";
import { oncePerFrame } from "./animationFrame.ts";
import { sameWordsIn } from "../../shared/suggestion/sameWords.ts";

export interface OpenSuggestion extends Suggestion {
  readonly item: ListedItem;
  readonly section: ListedSection;
  /** With which others it shares words, itself included; alone it is empty. */
  readonly sharedWith: readonly string[];
}

interface Reading {
  readonly suggestions: readonly Suggestion[];
  readonly shared: readonly (readonly string[])[];
}

const NOTHING: Reading = { suggestions: [], shared: [] };
const PLACE_ROOTS = ["items", "sections", "meeting"] as const;

export class OpenSuggestions {
  readonly #doc: Y.Doc;
  readonly #readings = new Map<string, Reading>();
  readonly #stale = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #all: readonly OpenSuggestion[] | undefined;
  /** As they were last, by section and id. */
  #placedBefore: ReadonlyMap<string, OpenSuggestion> = new Map();
  /** Items or sections came, went or changed places. */
  #isMoved = false;
  readonly #job = oncePerFrame(() => {
    this.#refresh();
  });

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  /**
   * In text order over the whole meeting; the same array until something in it changes, and the same
   * object for a suggestion that stays as it was: of a hundred cards a letter draws one anew.
   */
  all(): readonly OpenSuggestion[] {
    this.#all ??= this.#placedAnew();
    return this.#all;
  }

  #placedAnew(): readonly OpenSuggestion[] {
    const placed = listItems(this.#doc).flatMap((item) =>
      sectionsOfItem(this.#doc, item.id).flatMap((section) => this.#placed(item, section)),
    );
    const all = placed.map((now) => {
      const before = this.#placedBefore.get(placeOf(now));
      return before !== undefined && equalityDeep(before, now) ? before : now;
    });
    this.#placedBefore = new Map(all.map((one) => [placeOf(one), one]));
    return all;
  }

  countIn(itemId: string): number {
    return this.all().filter(({ item }) => item.id === itemId).length;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    if (this.#listeners.size === 0) this.#listen();
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#doc.off("afterTransaction", this.#onTransaction);
      this.#job.cancel();
    };
  };

  /** What changed while nobody listened went unheard. */
  #listen(): void {
    this.#readings.clear();
    this.#all = undefined;
    this.#doc.on("afterTransaction", this.#onTransaction);
  }

  #placed(item: ListedItem, section: ListedSection): readonly OpenSuggestion[] {
    const { suggestions, shared } = this.#reading(section.id);
    return suggestions.map((suggestion) => ({
      ...suggestion,
      item,
      section,
      sharedWith: shared.find((ids) => ids.includes(suggestion.id)) ?? [],
    }));
  }

  #reading(section: string): Reading {
    const known = this.#readings.get(section);
    if (known !== undefined) return known;
    const text = sectionTextOf(this.#doc, section);
    const reading = hasSuggestions(text)
      ? { suggestions: suggestionsIn(text), shared: sameWordsIn(text) }
      : NOTHING;
    this.#readings.set(section, reading);
    return reading;
  }

  readonly #onTransaction = ({ changedParentTypes }: Y.Transaction): void => {
    for (const [root, type] of this.#doc.share) {
      if (!changedParentTypes.has(type)) continue;
      const section = sectionIdOfRoot(root);
      if (section !== undefined) this.#stale.add(section);
      else if (PLACE_ROOTS.some((name) => name === root)) this.#isMoved = true;
    }
    if (this.#stale.size > 0 || this.#isMoved) this.#job.request();
  };

  #refresh(): void {
    let isChanged = this.#isMoved;
    for (const section of this.#stale) {
      const before = this.#readings.get(section);
      this.#readings.delete(section);
      if (before !== undefined && equalityDeep(this.#reading(section), before))
        this.#readings.set(section, before);
      else isChanged = true;
    }
    this.#stale.clear();
    this.#isMoved = false;
    if (!isChanged) return;
    this.#all = undefined;
    for (const listener of this.#listeners) listener();
  }
}

const placeOf = ({ id, section }: OpenSuggestion) => `${section.id} ${id}`;

const known = new WeakMap<Y.Doc, OpenSuggestions>();

export function openSuggestionsOf(doc: Y.Doc): OpenSuggestions {
  const open = known.get(doc) ?? new OpenSuggestions(doc);
  known.set(doc, open);
  return open;
}
