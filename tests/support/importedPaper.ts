/** Ways into an imported paper, so that a test names what it looks at in one word. */
import { readFileSync } from "node:fs";
import { importText } from "../../shared/formats/import/importText.ts";
import type { AgendaItem, Meeting } from "../../shared/meeting/meeting.ts";
import { plainTextOf, type RichNode, type RichText } from "../../shared/meeting/richText.ts";
import type { SectionKind } from "../../shared/meeting/vocabulary.ts";

const FOLDER = new URL("../fixtures/import/", import.meta.url);

export function source(name: string): string {
  return readFileSync(new URL(name, FOLDER), "utf8");
}

export function itemOf(meeting: Meeting, number: number): AgendaItem {
  const item = meeting.items.find((each) => each.number === number);
  if (item === undefined) throw new Error(`The meeting has no item ${number}`);
  return item;
}

export function sectionText(item: AgendaItem, kind: SectionKind): string {
  const section = item.sections.find((each) => each.kind === kind);
  return section === undefined ? "" : plainTextOf(section.content);
}

export function sectionOf(item: AgendaItem, kind: SectionKind): RichText {
  const section = item.sections.find((each) => each.kind === kind);
  if (section === undefined) throw new Error(`The item has no ${kind}`);
  return section.content;
}

export function kindsOf(item: AgendaItem): readonly SectionKind[] {
  return item.sections.map(({ kind }) => kind);
}

export function namesOf(item: AgendaItem): readonly string[] {
  return item.attachments.map(({ name }) => name);
}

export function codesOf(name: string): readonly string[] {
  return importText(source(name)).doubts.map(({ code }) => code);
}

export function blocksOf(text: RichText, type: string): readonly RichNode[] {
  return text.content.filter((node) => node.type === type);
}
