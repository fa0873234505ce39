/** The parts of an item that are not typed: its sections, its attachments by name, its outcome. */
import type * as Y from "yjs";
import { attachmentsRoot } from "../document/layout.ts";
import { attachmentsOfItem, sectionsOfItem } from "../document/read.ts";
import type { ListedSection } from "../document/read.ts";
import { orderBetween, putAttachment, putItem, putSection, removeAttachment } from "../document/write.ts";
import type { SectionKind } from "../meeting/vocabulary.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { AddAttachment, AddSection, RemoveAttachment, SetOutcome } from "./command.ts";
import { livingItem } from "./itemCommands.ts";
import { planOf, refuse } from "./plan.ts";
import type { CommandContext, Judged } from "./plan.ts";

export function judgeAddSection(doc: Y.Doc, command: AddSection, context: CommandContext): Judged {
  if (livingItem(doc, command.itemId) === undefined) return refuse("unknownItem");
  const sections = sectionsOfItem(doc, command.itemId);
  if (sections.some((section) => section.kind === command.kind)) return refuse("sectionExists");
  const sectionId = context.newId();
  const order = orderOfNewSection(sections, command.kind, context.settings.sectionOrder);
  return planOf({
    effect: `addSection ${sectionId} ${command.kind} of ${command.itemId}`,
    result: { sectionId },
    write: () => {
      putSection(doc, sectionId, { item: command.itemId, kind: command.kind, order });
    },
  });
}

/** In the committee's order, as far as the item itself keeps to it. */
export function orderOfNewSection(
  sections: readonly ListedSection[],
  kind: SectionKind,
  sectionOrder: readonly SectionKind[],
): string {
  const rank = sectionOrder.indexOf(kind);
  const next = sections.findIndex((section) => sectionOrder.indexOf(section.kind) > rank);
  const index = next === -1 ? sections.length : next;
  return orderBetween(sections[index - 1]?.order ?? null, sections[index]?.order ?? null);
}

export function judgeAddAttachment(doc: Y.Doc, command: AddAttachment, context: CommandContext): Judged {
  if (livingItem(doc, command.itemId) === undefined) return refuse("unknownItem");
  const attachments = attachmentsOfItem(doc, command.itemId);
  if (attachments.length >= LIMITS.attachmentsPerItem) {
    return refuse("tooMany", `Et punkt kan højst have ${LIMITS.attachmentsPerItem} bilag`);
  }
  const attachmentId = context.newId();
  const order = orderBetween(attachments.at(-1)?.order ?? null, null);
  return planOf({
    effect: `addAttachment ${attachmentId} of ${command.itemId}`,
    result: { attachmentId },
    write: () => {
      putAttachment(doc, attachmentId, { item: command.itemId, name: command.name, order });
    },
  });
}

export function judgeRemoveAttachment(doc: Y.Doc, command: RemoveAttachment): Judged {
  const attachment = attachmentsRoot(doc).get(command.attachmentId);
  if (attachment === undefined) return refuse("unknownAttachment");
  return planOf({
    effect: `removeAttachment ${command.attachmentId} of ${attachment.item}`,
    write: () => {
      removeAttachment(doc, command.attachmentId);
    },
  });
}

export function judgeSetOutcome(doc: Y.Doc, command: SetOutcome): Judged {
  const record = livingItem(doc, command.itemId);
  if (record === undefined) return refuse("unknownItem");
  const { outcome: _earlier, ...rest } = record;
  return planOf({
    effect: `setOutcome ${command.itemId} ${command.outcome ?? "none"}`,
    write: () => {
      putItem(doc, command.itemId, command.outcome === null ? rest : { ...rest, outcome: command.outcome });
    },
  });
}
