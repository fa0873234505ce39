/**
 * Verdicts on suggestions, and taking one back. Given on the server's own document, because two
 * clients that resolve at once cannot come to one end; so each suggestion gets exactly one verdict,
 * and whoever comes second hears which.
 */
import type * as Y from "yjs";
import { shownAs } from "../canonical/shownSuggestion.ts";
import { reconcile } from "../document/reconcile.ts";
import { sectionText } from "../document/layout.ts";
import type { ResolutionRecord, ResolutionVerdict } from "../document/layout.ts";
import { findSection, latestResolution, resolutionCountOf } from "../document/read.ts";
import { SUGGESTED_BREAK } from "../document/stamps.ts";
import { putResolution } from "../document/write.ts";
import { LIMITS } from "../protocol/limits.ts";
import { openSuggestions } from "../suggestion/openSuggestions.ts";
import type { OpenSuggestion } from "../suggestion/openSuggestions.ts";
import { resolveEach } from "../suggestion/resolveEach.ts";
import { suggestionsIn } from "../suggestion/suggestion.ts";
import type { Suggestion } from "../suggestion/suggestion.ts";
import type { Act } from "../policy/rights.ts";
import type { ReopenSuggestion, ResolveSuggestions, WithdrawSuggestions } from "./command.ts";
import { planOf, refuse } from "./plan.ts";
import type { CommandContext, Judged, Refused } from "./plan.ts";
import { recordOf, restorationOf } from "./resolution.ts";
import { whyNotInSection } from "./sectionRights.ts";

export function judgeResolve(doc: Y.Doc, command: ResolveSuggestions, context: CommandContext): Judged {
  const { ids, verdict, shown } = command;
  return judgeVerdict(doc, { ids, verdict, act: "edit", ...(shown && { shown }) }, context);
}

export function judgeWithdraw(doc: Y.Doc, command: WithdrawSuggestions, context: CommandContext): Judged {
  return judgeVerdict(doc, { ids: command.ids, verdict: "withdraw", act: "suggest" }, context);
}

export function judgeReopen(doc: Y.Doc, command: ReopenSuggestion, context: CommandContext): Judged {
  const { suggestionId } = command;
  const record = latestResolution(doc, suggestionId);
  if (record === undefined) return refuse("unknownSuggestion");
  const no = whyNotIn(doc, record.section, "edit", context);
  if (no !== undefined) return no;
  if (record.reopenedAt !== undefined) return refuse("notResolved");
  const { place } = record;
  const restoration = place === undefined ? undefined : restorationOf(doc, place);
  if (place === undefined || restoration === undefined) return refuse("textChangedSince");
  return planOf({
    effect: `reopenSuggestion ${suggestionId}`,
    result: { section: record.section },
    write: () => {
      reconcile(restoration.parent, { type: "doc", content: restoration.content });
      // Another one whose words went with this one's verdict is in the text again, too.
      const back = suggestionsIn({ type: "doc", content: place.blocks }).map(({ id }) => id);
      for (const id of new Set([suggestionId, ...back])) noteReopened(doc, id, context);
    },
  });
}

function noteReopened(doc: Y.Doc, id: string, { now, actor }: CommandContext): void {
  const record = settledOf(doc, id);
  if (record === undefined) return;
  const reopened = { reopenedAt: now, reopenedBy: actor.person };
  putResolution(doc, resolutionCountOf(doc, id), { ...record, ...reopened });
}

interface Asked {
  readonly ids: readonly string[];
  readonly verdict: ResolutionVerdict;
  readonly act: Act;
  readonly shown?: ResolveSuggestions["shown"];
}

function judgeVerdict(doc: Y.Doc, asked: Asked, context: CommandContext): Judged {
  const { verdict, act } = asked;
  const { open, changed, settled } = standingOf(doc, asked);
  const sections = [
    ...[...open, ...changed].map((one) => one.section.id),
    ...settled.map((one) => one.section),
  ];
  const no = whyNotAll(doc, sections, { act, context });
  if (no !== undefined) return no;
  const isForeign = open.some(({ suggestion }) => suggestion.author !== context.actor.person);
  if (verdict === "withdraw" && isForeign) return refuse("notYourSuggestion");
  const found = idsOf(open);
  const left = idsOf(changed).filter((id) => !found.includes(id));
  if (verdict === "accept" && piecesOf(open) > LIMITS.piecesPerAccept) return TOO_MUCH;
  if (found.length === 0) return left.length > 0 ? refuse("suggestionChanged") : whyNothing(settled[0]);
  return planOf({
    effect: `${verdict} ${effectOf(found)}`,
    result: {
      resolved: found,
      already: settled.map(({ id, verdict: given, by, byName }) => ({ id, verdict: given, by, byName })),
      ...(left.length > 0 ? { changed: left } : {}),
    },
    write: () => {
      resolveAll(doc, open, verdict, context);
    },
  });
}

const TOO_MUCH = refuse("tooLarge", "Der er for meget i forslagene til at acceptere dem på én gang");

/** Parts, and breaks in them: what accepting changes about blocks takes time for each. */
function piecesOf(open: readonly OpenSuggestion[]): number {
  const parts = open.flatMap(({ suggestion }) => suggestion.parts);
  const breaks = parts.map((part) => ("text" in part ? part.text.split(SUGGESTED_BREAK).length - 1 : 0));
  return breaks.reduce((sum, count) => sum + count, parts.length);
}

interface Standing {
  readonly open: readonly OpenSuggestion[];
  /** Open as well, and not as the person saw them: a verdict is on what was read. */
  readonly changed: readonly OpenSuggestion[];
  readonly settled: readonly ResolutionRecord[];
}

function standingOf(doc: Y.Doc, { ids, shown = {} }: Asked): Standing {
  const wanted = new Set(ids);
  const all = openSuggestions(doc).filter(({ suggestion }) => wanted.has(suggestion.id));
  const isAsShown = ({ suggestion }: OpenSuggestion) =>
    !Object.hasOwn(shown, suggestion.id) || shown[suggestion.id] === shownAs(suggestion);
  const standing = new Set(idsOf(all));
  return {
    open: all.filter(isAsShown),
    changed: all.filter((one) => !isAsShown(one)),
    settled: [...wanted].flatMap((id) => (standing.has(id) ? [] : (settledOf(doc, id) ?? []))),
  };
}

const idsOf = (open: readonly OpenSuggestion[]) => [...new Set(open.map(({ suggestion }) => suggestion.id))];

/** The latest verdict, unless it was taken back. */
function settledOf(doc: Y.Doc, id: string): ResolutionRecord | undefined {
  const latest = latestResolution(doc, id);
  return latest?.reopenedAt === undefined ? latest : undefined;
}

function whyNotAll(
  doc: Y.Doc,
  sectionIds: readonly string[],
  { act, context }: { readonly act: Act; readonly context: CommandContext },
): Refused | undefined {
  for (const sectionId of new Set(sectionIds)) {
    const no = whyNotIn(doc, sectionId, act, context);
    if (no !== undefined) return no;
  }
  return undefined;
}

function whyNotIn(doc: Y.Doc, sectionId: string, act: Act, context: CommandContext): Refused | undefined {
  const section = findSection(doc, sectionId);
  return section === undefined ? refuse("unknownSection") : whyNotInSection(doc, section, act, context);
}

function whyNothing(settled: ResolutionRecord | undefined): Refused {
  if (settled === undefined) return refuse("unknownSuggestion");
  return refuse(
    "alreadyResolved",
    `Forslaget er allerede ${VERDICT_WORDS[settled.verdict]} af ${settled.byName}`,
  );
}

const VERDICT_WORDS: Readonly<Record<ResolutionVerdict, string>> = {
  accept: "accepteret",
  reject: "afvist",
  withdraw: "trukket tilbage",
};

const IDS_IN_EFFECT = 20;

function effectOf(ids: readonly string[]): string {
  const more = ids.length > IDS_IN_EFFECT ? ` and ${ids.length - IDS_IN_EFFECT} more` : "";
  return `${ids.slice(0, IDS_IN_EFFECT).join(" ")}${more}`;
}

/** One after the other, so that each record holds what its own verdict did. */
function resolveAll(
  doc: Y.Doc,
  open: readonly OpenSuggestion[],
  verdict: ResolutionVerdict,
  context: CommandContext,
): void {
  for (const [section, found] of Map.groupBy(open, (one) => one.section.id)) {
    const suggestions = found.map(({ suggestion }) => suggestion);
    resolveEach(sectionText(doc, section), suggestions, {
      verdict: verdict === "accept" ? "accept" : "reject",
      inTurnMax: LIMITS.suggestionsInTurn,
      onResolved: (suggestion, outcome) => {
        const record = recordOf(suggestion, outcome, factsOf(suggestion, { section, verdict, context }));
        putResolution(doc, resolutionCountOf(doc, suggestion.id) + 1, record);
      },
    });
  }
}

interface Given {
  readonly section: string;
  readonly verdict: ResolutionVerdict;
  readonly context: CommandContext;
}

function factsOf({ author }: Suggestion, { section, verdict, context }: Given) {
  const { actor, nameOf, now } = context;
  return {
    section,
    authorName: nameOf?.(author) ?? author,
    verdict,
    by: actor.person,
    byName: actor.name,
    resolvedAt: now,
  };
}
