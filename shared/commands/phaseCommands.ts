/** How the meeting goes on: from phase to phase, and from item to item while it is held. */
import type * as Y from "yjs";
import { listItems, phaseOf, readLive, sectionsOfItem } from "../document/read.ts";
import { putSection, setLive, setMeetingField } from "../document/write.ts";
import { itemsText } from "../meeting/labels.ts";
import type { Phase } from "../meeting/vocabulary.ts";
import { isWritableByAny, mayAdvance } from "../policy/lifecycle.ts";
import { areaOfSection } from "../policy/permissions.ts";
import { openSuggestionsOfItem } from "../suggestion/openSuggestions.ts";
import type { Advance, SetCurrentItem } from "./command.ts";
import { livingItem } from "./itemCommands.ts";
import { orderOfNewSection } from "./partCommands.ts";
import { planOf, refuse } from "./plan.ts";
import type { CommandContext, Judged, Refused } from "./plan.ts";

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
  const stranded = strandedBy(doc, command.to, context);
  if (stranded !== undefined) return stranded;
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

/**
 * A suggestion in a text that is closed for good can never be judged, and would keep its item from
 * being approved for ever.
 */
function strandedBy(doc: Y.Doc, to: Phase, { settings }: CommandContext): Refused | undefined {
  const items = listItems(doc).filter(({ id }) =>
    openSuggestionsOfItem(doc, id).some(
      ({ section }) => !isWritableByAny(to, { area: areaOfSection(section.kind), settings }),
    ),
  );
  if (items.length === 0) return undefined;
  const advice = "Afklar dem først. Bagefter er teksten låst for alle.";
  return refuse("openSuggestions", `${itemsText(items)} har åbne forslag`, advice);
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
