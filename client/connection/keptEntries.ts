/** What is left behind by a document that is thrown away, as entries of the journal. */
import type * as Y from "yjs";
import type { GoneWords } from "./goneWords.ts";
import { hiddenWordsOf } from "./hiddenWords.ts";
import type { KeptEdit } from "./keptEdits.ts";
import type { Source, UnsentSection } from "./unsentSection.ts";
import { covers } from "./unsentSources.ts";
import { type IsUnsent, unsentTextOf } from "./unsentText.ts";

/** What is asked of a document that is left or has just come. */
export interface RecoveredDocument {
  readonly doc: Y.Doc;
  readonly generation: number;
  readonly isUnsent: IsUnsent;
  readonly goneWords: readonly GoneWords[];
  /** Sections with any change that was not acknowledged, deletions included. */
  readonly unsavedSections: readonly string[];
  readonly saved: boolean;
}

export interface WhyLeft {
  readonly reason: string;
  /** The section that the server named. */
  readonly section: string | null;
}

/** For words that were sent together with something that the server did not take. */
export const BESIDE_REFUSED = "besideRefused";
/** What was too much for one frame would be so again. */
const TOO_LARGE = "tooLarge";
export const PARAGRAPH_GONE = "paragraphGone";

export interface Leaving {
  readonly from: RecoveredDocument;
  readonly why: WhyLeft;
  readonly tab: string;
  /** In other entries already. */
  readonly known: readonly Source[];
  /** Sections whose text was put back before and has been refused again: it is not put back for ever. */
  readonly again: ReadonlySet<string>;
}

export function keptEntriesOf(leaving: Leaving): readonly KeptEdit[] {
  const { from, known, why } = leaving;
  const isFree: IsUnsent = (client, clock) => from.isUnsent(client, clock) && !covers(known, client, clock);
  const withWords = [
    ...unsentTextOf(from.doc, isFree).map((found) => textEntry(found, leaving)),
    ...from.goneWords
      .filter(({ source: [client, clock] }) => isFree(client, clock))
      .map((gone) => goneEntry(gone, leaving)),
    ...hiddenWordsOf(from.doc, isFree).map((hidden) => hiddenEntry(hidden, leaving)),
  ];
  const named = why.section === null ? [] : [why.section];
  const silent = [...new Set([...named, ...from.unsavedSections])].filter((section) =>
    withWords.every((entry) => entry.section !== section),
  );
  return [...withWords, ...silent.map((section) => silentEntry(section, leaving))];
}

function textEntry({ section, text, sources, plan }: UnsentSection, leaving: Leaving): KeptEdit {
  const { why, again } = leaving;
  const isOffered = section === why.section || why.reason === TOO_LARGE || again.has(section);
  return {
    ...sharedFields(section, leaving),
    // The same words get the same name in each tab and after each reload.
    id: idOf(sources[0], section),
    text,
    sources,
    step: isOffered ? { kind: "offered" } : { kind: "waiting", plan },
  };
}

function goneEntry({ section, text, source }: GoneWords, leaving: Leaving): KeptEdit {
  return {
    ...sharedFields(section, leaving),
    id: idOf(source, section),
    text,
    reason: PARAGRAPH_GONE,
    sources: [source],
    step: { kind: "offered" },
  };
}

/** Their place is not here, so they cannot be put back. */
function hiddenEntry({ section, text, source }: GoneWords, leaving: Leaving): KeptEdit {
  return {
    ...sharedFields(section, leaving),
    id: idOf(source, section),
    text,
    sources: [source],
    step: { kind: "offered" },
  };
}

/** A refused deletion has no words, but the person must hear of it where it happened. */
function silentEntry(section: string, leaving: Leaving): KeptEdit {
  return {
    ...sharedFields(section, leaving),
    id: `silent-${leaving.from.generation}-${section}`,
    text: "",
    sources: [],
    step: { kind: "offered" },
  };
}

function sharedFields(section: string, { from, why, tab }: Leaving) {
  const reason = why.section === null || section === why.section ? why.reason : BESIDE_REFUSED;
  return { section, reason, generation: from.generation, tab };
}

function idOf(source: Source | undefined, section: string): string {
  return source === undefined ? section : `${source[0]}-${source[1]}`;
}
