/** What the person of a small meeting sends: honest, hours old, forged, or broken on the way. */
import * as Y from "yjs";
import {
  anyItem,
  deviceOf,
  FIRST_ID,
  lockedOf,
  OPEN,
  OTHER_PERSON,
  rootOf,
  SERVER,
  SERVER_ROOTS,
  type World,
} from "./guardWorld.ts";
import { handMade, type MadeStruct } from "./handMade.ts";
import type { Random } from "./random.ts";
import { editAtRandom } from "./randomEdits.ts";

const NOTHING_YET = Y.encodeStateVector(new Y.Doc());

export type SentKind = "honest" | "stale" | "contaminated" | "mutated";

export interface Sent {
  readonly kind: SentKind;
  /** What was done to it, for the story of a failure. */
  readonly how: string;
  readonly bytes: Uint8Array;
}

/** What everybody still had to send when the phase moved. */
export function lastWords({ devices, server }: World): readonly Sent[] {
  return devices.map((device) => ({
    kind: "honest",
    how: "before the lock",
    bytes: Y.encodeStateAsUpdate(device, Y.encodeStateVector(server)),
  }));
}

export function nextSent(world: World): Sent {
  const { random } = world;
  if (random.chance(0.05)) reload(world);
  const device = random.pick(world.devices);
  for (let edits = random.below(4); edits > 0; edits -= 1)
    editAtRandom(random, device.getXmlFragment(random.pick([...world.open])));
  const dice = random.below(4);
  if (dice < 2) return honest(world, device);
  if (dice === 2) return contaminated(world, device);
  const { how, bytes } = mutated(
    random,
    honest(world, device).bytes,
    honest(world, random.pick(world.devices)).bytes,
  );
  return { kind: "mutated", how, bytes };
}

/** The page is loaded again: same text, another id, and the old one's unsent edits still to send. */
function reload(world: World): void {
  const index = world.random.below(world.devices.length);
  const before = world.devices[index];
  if (before === undefined) return;
  const id = FIRST_ID + 2 + world.random.below(100_000);
  world.devices[index] = deviceOf(before, id);
  world.mine.add(id);
}

/** What a client would answer: to the state of now, to an old one, or everything it has. */
function honest(world: World, device: Y.Doc): Sent {
  const sent = answerOf(world, device);
  return world.random.chance(0.1) ? withCleanUp(world, sent) : sent;
}

/** Yjs' own clean-up after somebody's formatting, in a section that this person only looks at. */
function withCleanUp(world: World, sent: Sent): Sent {
  const { client, clock } = anyItem(
    world,
    (item) =>
      !item.deleted && item.content instanceof Y.ContentFormat && !world.open.has(rootOf(world.server, item)),
  );
  if (clock === 0) return sent;
  const bytes = Y.mergeUpdates([sent.bytes, handMade([], [[client, [[clock, 1]]]])]);
  return { kind: "stale", how: "with clean-up of formatting", bytes };
}

function answerOf({ random, server, oldStates }: World, device: Y.Doc): Sent {
  const dice = random.below(4);
  if (dice < 2)
    return {
      kind: "honest",
      how: "to the state of now",
      bytes: Y.encodeStateAsUpdate(device, Y.encodeStateVector(server)),
    };
  const state = dice === 2 && oldStates.length > 0 ? random.pick(oldStates) : NOTHING_YET;
  return { kind: "stale", how: "to an old state", bytes: Y.encodeStateAsUpdate(device, state) };
}

type Forge = (world: World, forged: Y.Doc) => void;

/** Each does on a copy of the screen what its owner may not do; honest edits go with it. */
const FORGERIES: Readonly<Record<string, Forge>> = {
  "another root": ({ random }, forged) => {
    const name = random.pick([...SERVER_ROOTS, "ny", "__proto__", "s:ukendt"]);
    if (name.startsWith("s:")) forged.getXmlFragment(name).insert(0, [new Y.XmlElement("paragraph")]);
    else forged.getMap(name).set("x", { title: "Kup" });
  },
  "a locked section": (world, forged) =>
    editAtRandom(world.random, forged.getXmlFragment(world.random.pick(lockedOf(world)))),
  "somebody else's id": ({ random }, forged) => {
    forged.clientID = random.pick([OTHER_PERSON, SERVER, 77]);
    editAtRandom(random, forged.getXmlFragment(random.pick(OPEN)));
  },
  "a node of no schema": ({ random }, forged) =>
    forged
      .getXmlFragment(random.pick(OPEN))
      .insert(0, [new Y.XmlElement(random.pick(["script", "iframe", "img"]))]),
  "a mark of no schema": ({ random }, forged) => {
    const paragraph = new Y.XmlElement("paragraph");
    const [mark, value] = random.pick([
      ["link", { href: "javascript:x" }],
      ["insertion", { id: "1" }],
      ["constructor", {}],
    ] as const);
    forged.getXmlFragment(random.pick(OPEN)).insert(0, [paragraph]);
    const text = new Y.XmlText();
    paragraph.insert(0, [text]);
    text.insert(0, "Klik", { [mark]: value });
  },
};

function contaminated(world: World, device: Y.Doc): Sent {
  const { random, server } = world;
  const dice = random.below(10);
  if (dice === 0) return lockedDeletion(world, device);
  if (dice === 1) return withGap(world, device);
  if (dice === 2) return resentLonger(world);
  if (dice === 3) return betweenTwo(world);
  const [how, forge] = random.pick(Object.entries(FORGERIES));
  const forged = deviceOf(device, device.clientID);
  forge(world, forged);
  const state = random.pick([Y.encodeStateVector(server), NOTHING_YET]);
  return { kind: "contaminated", how, bytes: Y.encodeStateAsUpdate(forged, state) };
}

function lockedDeletion(world: World, device: Y.Doc): Sent {
  const { client, clock } = anyItem(
    world,
    (item) => !item.deleted && !world.open.has(rootOf(world.server, item)),
  );
  const deletion = handMade([], [[client, [[clock, 1]]]]);
  const bytes = Y.mergeUpdates([honest(world, device).bytes, deletion]);
  return { kind: "contaminated", how: "a deletion in a locked section", bytes };
}

/** The second of two edits without the first. */
function withGap(world: World, device: Y.Doc): Sent {
  const forged = deviceOf(device, device.clientID);
  const section = forged.getXmlFragment(world.random.pick(OPEN));
  section.insert(0, [new Y.XmlElement("paragraph")]);
  const state = Y.encodeStateVector(forged);
  // At the end it stands on what is there already, so that only its clock betrays it.
  section.insert(world.random.pick([1, section.length]), [new Y.XmlElement("paragraph")]);
  return { kind: "contaminated", how: "a gap", bytes: Y.encodeStateAsUpdate(forged, state) };
}

/** An own old item, longer than it was, and standing elsewhere. */
function resentLonger(world: World): Sent {
  const { client, clock } = anyItem(world, ({ id }) => world.mine.has(id.client));
  const length = Y.getState(world.server.store, client) - clock;
  const beside = anyItem(world, () => true);
  const at = [beside.client, beside.clock] as const;
  const where: Partial<MadeStruct> = world.random.pick([{ origin: at }, { rightOrigin: at }, { parent: at }]);
  const content = { kind: "string", text: "x".repeat(length + 3) } as const;
  const bytes = handMade([{ client, clock, structs: [{ ...where, content }] }]);
  return { kind: "contaminated", how: "an old item resent longer", bytes };
}

/** Written between two items that need not be neighbours, or in one place at all. */
function betweenTwo(world: World): Sent {
  const { random, server } = world;
  const client = random.pick([...world.mine]);
  const [left, right] = [anyItem(world, () => true), anyItem(world, () => true)];
  const content = random.pick([
    { kind: "string", text: "x" },
    { kind: "element", name: "paragraph" },
    { kind: "text" },
  ] as const);
  const struct: MadeStruct = {
    origin: [left.client, left.clock],
    ...(random.chance(0.7) ? { rightOrigin: [right.client, right.clock] as const } : {}),
    content,
  };
  const bytes = handMade([{ client, clock: Y.getState(server.store, client), structs: [struct] }]);
  return { kind: "contaminated", how: "between two items", bytes };
}

function mutated(random: Random, bytes: Uint8Array, other: Uint8Array): { how: string; bytes: Uint8Array } {
  const changed = Uint8Array.from(bytes);
  const somewhere = () => random.below(changed.length);
  switch (random.below(5)) {
    case 0:
      changed[somewhere()] = random.below(256);
      return { how: "a byte", bytes: changed };
    case 1:
      for (let flips = 1 + random.below(4); flips > 0; flips -= 1) {
        const at = somewhere();
        changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
      }
      return { how: "bits", bytes: changed };
    case 2:
      return { how: "cut off", bytes: changed.subarray(0, somewhere()) };
    case 3: {
      const at = somewhere();
      return { how: "spliced", bytes: Uint8Array.from([...changed.subarray(0, at), ...other.subarray(at)]) };
    }
    default: {
      const at = somewhere();
      const again = changed.subarray(at, at + random.below(12));
      return {
        how: "a part twice",
        bytes: Uint8Array.from([...changed.subarray(0, at), ...again, ...changed.subarray(at)]),
      };
    }
  }
}
