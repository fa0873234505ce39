/**
 * Where the items of a meeting begin. Two styles exist: «Punkt 4: Titel» and «4. Titel». Numbered
 * lines are also lists, contents lists and dates («24. marts 2022»), so a line counts only when its
 * number follows on and, where the same number comes twice, when an item's own lines follow it.
 */
import { isCaseNumber, splitBeforeTitle, splitTitle } from "./caseNumber.ts";
import type { DoubtList } from "./doubts.ts";
import { isBlank, mayBeStructure, type Line } from "./lines.ts";
import { sectionLabelOf, type LabelStyle } from "./sectionLabel.ts";
import { wordKeyOf } from "./words.ts";

export interface ItemStart {
  readonly number: number;
  readonly title: string;
  readonly journalNumber: string;
  /** Index of the item's first line, its case number above the title included. */
  readonly from: number;
  /** Index of the first line after title and case number. */
  readonly bodyFrom: number;
  readonly line: number;
}

interface Candidate {
  readonly number: number;
  readonly title: string;
  readonly journalNumber: string;
  /** Index among the lines that are not blank. */
  readonly at: number;
  /** False for a list entry such as «1. at dagsordenen godkendes». */
  readonly isPossible: boolean;
  /** True for «38Godkendelse» and «38 Godkendelse»: only an item's own lines below make it one. */
  readonly isWeak?: boolean;
}

interface Source {
  readonly lines: readonly Line[];
  /** Indexes of the lines that are not blank. */
  readonly solid: readonly number[];
  readonly style: LabelStyle;
}

const NAMED =
  /^\s*(?:#{1,6}\s*)?(?:\*\*)?(?:Punkt|PUNKT|Pkt|PKT|Dagsordenspunkt)\.?\s*(?:nr\.?\s*)?(\d{1,4})(?!\d)(?:\s*([:.)–-])(?!\d))?\s*(.*?)(?:\*\*)?\s*$/u;
const NUMBERED = /^\s*(?:#{1,6}\s*)?(?:\*\*)?(\d{1,3})[.):](?:\s+|(?=\p{L}))(\S.*?)(?:\*\*)?\s*$/u;
const WEAKLY_NUMBERED = /^\s*(\d{1,3})(?:\s+|(?=\p{Lu}\p{Ll}))(\p{Lu}\S*(?:\s.*)?)$/u;
const NO_TITLE =
  /^(?:at\b|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|halvår|kvartal|behandling|og\b|til\b|sal\b|række)/iu;
const CLOCK = /^(?:kl\.?\s*)?\d{1,2}[.:]\d{2}/iu;
const LOOK_AHEAD = 12;
const NUMBER_GAP_MAX = 50;

export function findItemStarts(
  lines: readonly Line[],
  style: LabelStyle,
  doubts: DoubtList,
): readonly ItemStart[] {
  const solid = lines.flatMap((line, index) => (isBlank(line) ? [] : [index]));
  const source: Source = { lines, solid, style };
  const named = chainOf(source, candidatesOf(source, namedCandidate));
  const numbered = chainOf(source, candidatesOf(source, numberedCandidate));
  const chosen = isFirstChoice(source, named, numbered) ? named : numbered;
  for (const [index, candidate] of chosen.entries()) noteNumber(source, candidate, chosen[index - 1], doubts);
  return chosen.map((candidate, index) => itemStartOf(source, candidate, chosen[index - 1]));
}

/** «Punkt 3» is also said in running text, but not before the first section of the first item. */
function isFirstChoice(source: Source, named: readonly Candidate[], numbered: readonly Candidate[]): boolean {
  const first = named[0];
  if (first === undefined) return false;
  const firstLabel = source.solid.findIndex((index) => labelAt(source, index) !== undefined);
  return firstLabel === -1 ? named.length >= numbered.length : first.at < firstLabel;
}

function labelAt({ lines, style }: Source, index: number | undefined) {
  const line = index === undefined ? undefined : lines[index];
  return line === undefined ? undefined : sectionLabelOf(line, style);
}

function solidLine({ lines, solid }: Source, at: number): Line | undefined {
  const index = solid[at];
  return index === undefined ? undefined : lines[index];
}

function candidatesOf(source: Source, read: (text: string) => Omit<Candidate, "at"> | undefined) {
  return source.solid.flatMap((index, at): Candidate[] => {
    const line = source.lines[index];
    const candidate = line === undefined || !mayBeStructure(line) ? undefined : read(line.text);
    return candidate === undefined ? [] : [{ ...candidate, at }];
  });
}

function namedCandidate(text: string): Omit<Candidate, "at"> | undefined {
  const match = NAMED.exec(text);
  if (match === null) return undefined;
  const { title, journalNumber } = splitTitle(match[3] ?? "");
  const isPossible = match[2] !== undefined || title === "" || /^[\p{Lu}\d«"”(]|^kl/u.test(title);
  return { number: Number(match[1]), title, journalNumber, isPossible };
}

function numberedCandidate(text: string): Omit<Candidate, "at"> | undefined {
  if (!/^[\s#*]*\d/u.test(text)) return undefined;
  const before = splitBeforeTitle(text);
  const strong = NUMBERED.exec(before?.rest ?? text);
  const match = strong ?? WEAKLY_NUMBERED.exec(text);
  if (match === null) return undefined;
  const { title, journalNumber } = splitTitle(match[2] ?? "");
  const isPossible =
    !NO_TITLE.test(title) && (!/^\d/u.test(title) || CLOCK.test(title) || /^\d{4}/u.test(title));
  return {
    number: Number(match[1]),
    title,
    journalNumber: before?.journalNumber ?? journalNumber,
    isPossible,
    isWeak: strong === null,
  };
}

/** Goes through the candidates once and keeps those that can be the next item. */
function chainOf(source: Source, candidates: readonly Candidate[]): readonly Candidate[] {
  const evident = evidentOf(source, candidates);
  const lastEvident = new Map<number, number>();
  const lastSame = new Map<string, number>();
  const numbers = new Map<number, number>();
  for (const [index, candidate] of candidates.entries()) {
    if (evident.has(index)) lastEvident.set(candidate.number, index);
    lastSame.set(sameKeyOf(candidate), index);
    numbers.set(candidate.number, index);
  }
  const chain: Candidate[] = [];
  let inList: Candidate | undefined;
  for (const [index, candidate] of candidates.entries()) {
    const goesOnList = inList?.number === candidate.number - 1 && inList.at === candidate.at - 1;
    const comesAgain =
      !evident.has(index) &&
      ((lastEvident.get(candidate.number) ?? -1) > index ||
        (lastSame.get(sameKeyOf(candidate)) ?? -1) > index);
    const follows = mayFollow(chain.at(-1), candidate, {
      isEvident: evident.has(index),
      hasNext: (numbers.get(candidate.number + 1) ?? -1) > index,
    });
    const isBacked = candidate.isWeak !== true || evident.has(index);
    if (candidate.isPossible && isBacked && !goesOnList && !comesAgain && follows) {
      chain.push(candidate);
      inList = undefined;
    } else {
      inList = candidate;
    }
  }
  return chain;
}

function sameKeyOf(candidate: Candidate): string {
  return `${candidate.number} ${wordKeyOf(candidate.title)}`;
}

function mayFollow(
  previous: Candidate | undefined,
  candidate: Candidate,
  { isEvident, hasNext }: { isEvident: boolean; hasNext: boolean },
): boolean {
  if (previous === undefined) return isEvident || hasNext || candidate.number === 1;
  if (candidate.number === previous.number + 1) return true;
  return (
    isEvident && candidate.number > previous.number && candidate.number <= previous.number + NUMBER_GAP_MAX
  );
}

/** Indexes of candidates with a case number above, or a case number or section label in the lines below. */
function evidentOf(source: Source, candidates: readonly Candidate[]): ReadonlySet<number> {
  const evident = new Set<number>();
  for (const [index, candidate] of candidates.entries()) {
    const end = Math.min(candidates[index + 1]?.at ?? Infinity, candidate.at + LOOK_AHEAD);
    if (candidate.journalNumber !== "" || isCaseNumberAt(source, candidate.at - 1)) evident.add(index);
    for (let at = candidate.at + 1; at < end && !evident.has(index); at += 1) {
      if (isCaseNumberAt(source, at) || labelAt(source, source.solid[at]) !== undefined) evident.add(index);
    }
  }
  return evident;
}

function isCaseNumberAt(source: Source, at: number): boolean {
  const line = solidLine(source, at);
  return line !== undefined && mayBeStructure(line) && isCaseNumber(line.text);
}

function noteNumber(
  source: Source,
  candidate: Candidate,
  previous: Candidate | undefined,
  doubts: DoubtList,
) {
  const line = solidLine(source, candidate.at);
  if (line === undefined || previous === undefined || candidate.number === previous.number + 1) return;
  doubts.add("numberOrder", line.n, line.text);
}

/** Title on the next line, a title cut in two, and the case number above or below are taken along. */
function itemStartOf(source: Source, candidate: Candidate, previous: Candidate | undefined): ItemStart {
  const above = journalAbove(source, candidate, previous);
  const title = titleFrom(source, candidate);
  const below = above.text === "" && candidate.journalNumber === "" ? journalBelow(source, title.nextAt) : [];
  const own = [above.text, candidate.journalNumber, ...below].filter((part) => part !== "");
  const nextAt = title.nextAt + below.length;
  return {
    number: candidate.number,
    title: title.text,
    journalNumber: own.join(" "),
    from: source.solid[above.at] ?? 0,
    bodyFrom: source.solid[nextAt] ?? source.lines.length,
    line: solidLine(source, candidate.at)?.n ?? 0,
  };
}

/** Case numbers directly above belong to this item unless they belong to the one before (right under its title). */
function journalAbove(
  source: Source,
  candidate: Candidate,
  previous: Candidate | undefined,
): { text: string; at: number } {
  const before = candidate.at - 1;
  const isPrevious = previous !== undefined && titleFrom(source, previous).nextAt >= before;
  if (isPrevious || !isCaseNumberAt(source, before)) return { text: "", at: candidate.at };
  return { text: solidLine(source, before)?.text.trim() ?? "", at: before };
}

function isTitleAt(source: Source, at: number): boolean {
  const text = solidLine(source, at)?.text ?? "";
  return text.length <= 400 && (namedCandidate(text) ?? numberedCandidate(text)) !== undefined;
}

function journalBelow(source: Source, at: number): readonly string[] {
  const lines: string[] = [];
  while (lines.length < 3 && isCaseNumberAt(source, at + lines.length)) {
    lines.push(solidLine(source, at + lines.length)?.text.trim() ?? "");
  }
  return lines;
}

function titleFrom(source: Source, candidate: Candidate): { text: string; nextAt: number } {
  const nextAt = candidate.at + 1;
  const next = solidLine(source, nextAt);
  if (next === undefined || !mayBeStructure(next) || !isPlainAt(source, nextAt))
    return { text: candidate.title, nextAt };
  if (candidate.title === "") return { text: next.text.trim(), nextAt: nextAt + 1 };
  const isAdjacent = source.solid[nextAt] === (source.solid[candidate.at] ?? 0) + 1;
  if (!isAdjacent || !isCutTitle(source, candidate, nextAt)) return { text: candidate.title, nextAt };
  return { text: `${candidate.title} ${next.text.trim()}`, nextAt: nextAt + 1 };
}

function isPlainAt(source: Source, at: number): boolean {
  const text = solidLine(source, at)?.text ?? "";
  const isStructure = isCaseNumber(text) || labelAt(source, source.solid[at]) !== undefined;
  return !isStructure && !isTitleAt(source, at) && !/^\s*[-•*]\s/u.test(text);
}

/** A title was cut when it ends in mid-sentence and the item's case number comes after the next line. */
function isCutTitle(source: Source, candidate: Candidate, nextAt: number): boolean {
  const next = solidLine(source, nextAt)?.text.trim() ?? "";
  const endsOpen = /(?:,|–|-|\b(?:i|og|af|til|for|fra|med|på|om|samt|eller))$/u.test(candidate.title);
  const followed =
    isCaseNumberAt(source, nextAt + 1) || labelAt(source, source.solid[nextAt + 1]) !== undefined;
  return followed && (endsOpen || /^\p{Ll}/u.test(next)) && !/[.:]$/u.test(next);
}
