/** How the meeting goes on: from phase to phase, and from item to item while it is held. */
import type * as Y from "yjs";
import { listItems, phaseOf, readLive, sectionsOfItem } from "../document/read.ts";
import { putSection, setLive, setMeetingField } from "../document/write.ts";
import type { Phase } from "../meeting/vocabulary.ts";
import { mayAdvance } from "../policy/lifecycle.ts";
import type { Advance, SetCurrentItem } from "./command.ts";
import { livingItem } from "./itemCommands.ts";
import { orderOfNewSection } from "./partCommands.ts";
import { planOf, refuse } from "./plan.ts";
import type { CommandContext, Judged } from "./plan.ts";

export function judgeAdvance(doc: Y.Doc, command: Advance, context: CommandContext): Judged {
  const from = phaseOf(doc);
  const permission = mayAdvance({
    from,
    to: command.to,
    roles: context.actor.roles,
    settings: context.settings,
    ...(command.reason === undefined ? {} : { reason: command.reason }),
    itemCount: listItems(doc).length,
  });
  if (!permission.allowed) return { kind: "refused", refusal: permission.refusal };
  const reason = command.reason === undefined || command.reason === "" ? "" : `: ${command.reason}`;
  return planOf({
    effect: `advance ${from} to ${command.to}${reason}`,
    result: { phase: command.to },
    movesTo: command.to,
    write: () => {
      enter(doc, command.to, context);
    },
  });
}

function enter(doc: Y.Doc, phase: Phase, context: CommandContext): void {
  setMeetingField(doc, "phase", phase);
  if (phase === "moede") beginMinutes(doc, context);
  // Nothing is being treated now once the meeting is over.
  if (phase === "referatIArbejde") setLive(doc, {});
}

/** The agenda becomes the minutes: every item gets a Beslutning to write in. */
function beginMinutes(doc: Y.Doc, { newId, settings }: CommandContext): void {
  setMeetingField(doc, "kind", "referat");
  for (const item of listItems(doc)) {
    const sections = sectionsOfItem(doc, item.id);
    if (sections.some((section) => section.kind === "beslutning")) continue;
    const order = orderOfNewSection(sections, "beslutning", settings.sectionOrder);
    putSection(doc, newId(), { item: item.id, kind: "beslutning", order });
  }
}

export function judgeSetCurrentItem(doc: Y.Doc, command: SetCurrentItem, context: CommandContext): Judged {
  if (livingItem(doc, command.itemId) === undefined) return refuse("unknownItem");
  const live = readLive(doc);
  const currentSince = live.currentItem === command.itemId ? live.currentSince : undefined;
  return planOf({
    effect: `setCurrentItem ${command.itemId}`,
    write: () => {
      // Naming the current item again does not start its clock again.
      setLive(doc, { currentItem: command.itemId, currentSince: currentSince ?? context.now });
    },
  });
}
