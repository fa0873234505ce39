/** Commands that a person could give on what the page shows, sensible or not. */
import { contentHash } from "../../../shared/canonical/canonicalItem.ts";
import { listItems, listRemovedItems, phaseOf } from "../../../shared/document/read.ts";
import type { CommandBody } from "../../../shared/commands/command.ts";
import { nextPhasesFor } from "../../../shared/policy/lifecycle.ts";
import type { SimClient } from "./simClient.ts";
import type { World } from "./world.ts";

export function proposeCommand(world: World, page: SimClient): void {
  const { random } = world;
  const items = [...listItems(page.doc), ...listRemovedItems(page.doc)].map(({ id }) => id);
  if (items.length === 0) return;
  const itemId = random.pick(items);
  const other = random.pick(items);
  const hash = contentHash(page.doc, itemId);
  const body: CommandBody = random.pick<CommandBody>([
    { type: "setItem", itemId, title: `Punkt ${random.below(100)}` },
    { type: "moveItem", itemId, after: other },
    { type: "removeItem", itemId },
    { type: "restoreItem", itemId },
    { type: "addSection", itemId, kind: random.pick(["resume", "oekonomi", "indstilling", "beslutning"]) },
    { type: "addItem", title: `Nyt punkt ${random.below(100)}` },
    { type: "signOff", itemId, hash },
    { type: "signOff", itemId, hash },
    { type: "withdrawSignOff", itemId },
    { type: "setOutcome", itemId, outcome: random.pick(["godkendt", null] as const) },
  ]);
  world.commands.add(page.person, { ...body, id: world.newKey() });
}

export function proposePhase(world: World, page: SimClient): void {
  const to = nextPhasesFor(phaseOf(page.doc), world.roles.get(page.person) ?? []);
  if (to.length === 0) return;
  world.commands.add(page.person, {
    type: "advance",
    id: world.newKey(),
    to: world.random.pick(to),
    reason: "Der manglede et punkt.",
  });
}
