/** A meeting whose Beslutning holds suggestions, and what its text reads as. */
import { expect } from "vitest";
import { replaceRichText } from "../../shared/document/fragmentWrite.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { sectionsOfItem, sectionTextOf } from "../../shared/document/read.ts";
import type { Stamp } from "../../shared/document/stamps.ts";
import { plainTextOf, type RichNode } from "../../shared/meeting/richText.ts";
import type { Phase } from "../../shared/meeting/vocabulary.ts";
import { suggestionsIn } from "../../shared/suggestion/suggestion.ts";
import { commandRoom, type CommandRoom, type Person } from "./commandRoom.ts";

export const ITEM = "Ny vagtplan";

export function stamp(id: string, author: Person = "forperson"): Stamp {
  return { id, author, at: "2026-03-19T08:00:00.000Z" };
}
const marked =
  (type: string) =>
  (text: string, by: Stamp): RichNode => ({
    type: "text",
    text,
    marks: [{ type, attrs: { ...by } }],
  });
export const added = marked("insertion");
export const struck = marked("deletion");

export function paragraph(...runs: readonly (string | RichNode)[]): RichNode {
  return {
    type: "paragraph",
    content: runs.map((run) => (typeof run === "string" ? { type: "text", text: run } : run)),
  };
}

/** The id of a living section of the item that has a Beslutning from the start. */
export function decisionOf(room: CommandRoom): string {
  const sections = sectionsOfItem(room.doc, room.item(ITEM));
  return sections.find(({ kind }) => kind === "beslutning")?.id ?? expect.fail("no Beslutning");
}

export function suggestedRoom(phase: Phase, ...blocks: readonly RichNode[]): CommandRoom {
  const room = commandRoom(phase);
  rewrite(room, ...blocks);
  return room;
}

export function rewrite(room: CommandRoom, ...blocks: readonly RichNode[]): void {
  const fragment = sectionText(room.doc, decisionOf(room));
  room.doc.transact(() => replaceRichText(fragment, { type: "doc", content: blocks }));
}

export const textOf = (room: CommandRoom) => sectionTextOf(room.doc, decisionOf(room));
export const wordsOf = (room: CommandRoom) => plainTextOf(textOf(room));
export const openIn = (room: CommandRoom) => suggestionsIn(textOf(room)).map(({ id }) => id);

export const accept = (...ids: readonly string[]) => ({ type: "resolveSuggestions", ids, verdict: "accept" });
export const reject = (...ids: readonly string[]) => ({ type: "resolveSuggestions", ids, verdict: "reject" });
export const withdraw = (...ids: readonly string[]) => ({ type: "withdrawSuggestions", ids });
export const reopen = (suggestionId: string) => ({ type: "reopenSuggestion", suggestionId });
