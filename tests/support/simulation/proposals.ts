/** Commands that a person could give on what the page shows, sensible or not. */
import { contentHash } from "../../../shared/canonical/canonicalItem.ts";
import { listItems, listRemovedItems, phaseOf } from "../../../shared/document/read.ts";
import type { CommandBody } from "../../../shared/commands/command.ts";
import { nextPhasesFor } from "../../../shared/policy/lifecycle.ts";
import type { Phase } from "../../../shared/meeting/vocabulary.ts";
import type * as Y from "yjs";
import type { Random } from "../random.ts";
import type { SimClient } from "./simClient.ts";
import type { World } from "./world.ts";

/** Mostly what the page would offer in this phase; now and then anything. */
export function proposeCommand(world: World, page: SimClient): void {
  const { random } = world;
  const items = [...listItems(page.doc), ...listRemovedItems(page.doc)].map(({ id }) => id);
  if (items.length === 0) return;
  const act = { random, itemId: random.pick(items), other: random.pick(items), doc: page.doc };
  const phase = phaseOf(page.doc);
  const signs = phase === "tilGodkendelse" && page.person !== "referent";
  const fitting = signs ? SIGNING : (FITTING[phase] ?? []);
  const make = random.pick(fitting.length > 0 && random.chance(0.8) ? fitting : ANYTHING);
  world.commands.add(page.person, { ...make(act), id: world.newKey() });
}

interface Act {
  readonly random: Random;
  readonly itemId: string;
  readonly other: string;
  readonly doc: Y.Doc;
}

type Make = (act: Act) => CommandBody;

const rename: Make = ({ random, itemId }) => ({
  type: "setItem",
  itemId,
  title: `Punkt ${random.below(100)}`,
});
const move: Make = ({ itemId, other }) => ({ type: "moveItem", itemId, after: other });
const remove: Make = ({ itemId }) => ({ type: "removeItem", itemId });
const restore: Make = ({ itemId }) => ({ type: "restoreItem", itemId });
const addSection: Make = ({ random, itemId }) => ({
  type: "addSection",
  itemId,
  kind: random.pick(["resume", "oekonomi", "indstilling", "beslutning"] as const),
});
const addItem: Make = ({ random }) => ({ type: "addItem", title: `Nyt punkt ${random.below(100)}` });
const decide: Make = ({ random, itemId }) => ({
  type: "setOutcome",
  itemId,
  outcome: random.pick(["godkendt", null] as const),
});
const attend: Make = ({ random }) => ({
  type: "setAttendance",
  person: random.pick(["forperson", "medlem"]),
  state: random.pick(["tilStede", "afbud"] as const),
});
const sign: Make = ({ itemId, doc }) => ({ type: "signOff", itemId, hash: contentHash(doc, itemId) });
const signBlindly: Make = ({ itemId }) => ({ type: "signOff", itemId, hash: "0".repeat(64) });
const withdraw: Make = ({ itemId }) => ({ type: "withdrawSignOff", itemId });

const FITTING: Partial<Record<Phase, readonly Make[]>> = {
  dagsordenIArbejde: [rename, move, remove, restore, addSection, addItem],
  moede: [decide, attend],
};
const SIGNING = [sign, sign, sign, sign, withdraw];
const ANYTHING = [
  rename,
  move,
  remove,
  restore,
  addSection,
  addItem,
  decide,
  attend,
  sign,
  signBlindly,
  withdraw,
];

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
