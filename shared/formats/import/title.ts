/**
 * The meeting's first sentence: «REFERAT AfdelingsMED Kultur d. 15-04-2026», or broken over lines
 * «Referat / til / mødet i HMU / den 6. november 2017 kl. 11:30 / i Regionshuset».
 */
import type { MeetingKind } from "../../meeting/vocabulary.ts";
import { findDatePhrase } from "./printedDate.ts";
import { hasWords } from "./words.ts";

export interface TitleSentence {
  readonly kind: MeetingKind | undefined;
  readonly committee: string;
  /** The date phrase as printed, or empty. */
  readonly date: string;
  /** Words after the date when they read like a place. */
  readonly place: string;
  /** Words that found no field; the caller keeps them. */
  readonly rest: readonly string[];
}

const KIND_FIRST =
  /^(?:#{1,6}\s*)?(?:\*\*)?(referat|dagsorden|beslutningsreferat|mødereferat)(?![\p{L}\p{N}])(?:\*\*)?[\s:–-]*(.*?)(?:\*\*)?$/iu;
const KIND_LAST = /^(.*?)[\s:–-]+(referat|dagsorden)$/iu;
const LEAD_WORDS = new Set([
  "fra",
  "til",
  "af",
  "for",
  "i",
  "på",
  "vedr.",
  "møde",
  "mødet",
  "ordinært",
  "ekstraordinært",
  "ordinære",
  "ekstraordinære",
]);
const NAMES_COMMITTEE = /MED(?![\p{Ll}])|[Uu]dvalg|HMU|LMU|MED-/u;

export function hasKindWord(text: string): boolean {
  return (
    text.length <= 300 &&
    /referat|dagsorden/iu.test(text) &&
    kindOf(partsAround(text.trim()).main).kind !== undefined
  );
}

export function namesCommittee(text: string): boolean {
  return text.length <= 150 && NAMES_COMMITTEE.test(text) && !/[.!?]$/u.test(text.trim());
}

export function readTitle(sentence: string): TitleSentence {
  const { main, date, after } = partsAround(sentence.trim());
  const { kind, rest } = kindOf(main);
  const { lead, name } = withoutLead(withoutEdges(rest));
  const isPlace = /^(?:i|på)\s/u.test(after);
  return {
    kind,
    committee: name,
    date,
    place: isPlace ? after : "",
    rest: [lead, isPlace ? "" : after].filter(hasWords),
  };
}

/** The words before and after the date; a sentence that begins with its date has all words after it. */
function partsAround(sentence: string): { main: string; date: string; after: string } {
  const phrase = findDatePhrase(sentence);
  if (phrase === undefined) return { main: sentence, date: "", after: "" };
  const date = sentence.slice(phrase.from, phrase.to);
  const before = withoutEdges(sentence.slice(0, phrase.from));
  const after = withoutEdges(sentence.slice(phrase.to));
  return before === "" ? { main: after, date, after: "" } : { main: before, date, after };
}

function kindOf(text: string): { kind: MeetingKind | undefined; rest: string } {
  const first = KIND_FIRST.exec(text);
  if (first !== null)
    return { kind: kindOfWord(first[1] ?? ""), rest: keptPrefix(first[1] ?? "") + (first[2] ?? "") };
  const last = KIND_LAST.exec(text);
  if (last !== null) return { kind: kindOfWord(last[2] ?? ""), rest: last[1] ?? "" };
  return { kind: undefined, rest: text };
}

function kindOfWord(word: string): MeetingKind {
  return word.toLowerCase() === "dagsorden" ? "dagsorden" : "referat";
}

/** «Beslutningsreferat» says more than the kind, so the word stays with the committee's name. */
function keptPrefix(word: string): string {
  return /^(?:referat|dagsorden)$/iu.test(word) ? "" : `${word} `;
}

function withoutLead(text: string): { lead: string; name: string } {
  const words = text.split(/\s+/u);
  const count = words.findIndex((word) => !LEAD_WORDS.has(word.toLowerCase()));
  if (count === -1) return { lead: text, name: "" };
  return { lead: words.slice(0, count).join(" "), name: words.slice(count).join(" ") };
}

function withoutEdges(text: string): string {
  return text.replace(/^[\s,;:–-]+/u, "").replace(/[\s,;:–-]+$/u, "");
}
