/**
 * A small meeting for the random test of the guard: a server, somebody with one or two screens that
 * may be hours behind, and others who write.
 */
import * as Y from "yjs";
import { randomOf, type Random } from "./random.ts";
import { editAtRandom } from "./randomEdits.ts";

export const OPEN = ["s:a", "s:b"] as const;
/** Open at first, locked later: this person's own words stand in it. */
const LOCKED_LATER = "s:c";
const LOCKED = ["s:d", "s:e"] as const;
export const SERVER_ROOTS = ["items", "meeting"] as const;
const SECTIONS = [...OPEN, LOCKED_LATER, ...LOCKED] as const;
export const SERVER = 1;
export const OTHER_PERSON = 5;
export const FIRST_ID = 1000;
const OLD_STATES = 40;

/** Origin of what this person sends; all else is told to the twin as it happens. */
export const FROM_CLIENT = "client";

export interface World {
  readonly random: Random;
  readonly server: Y.Doc;
  /** Takes everything honest as it was sent, with plain Yjs: what would be there without a guard. */
  readonly twin: Y.Doc;
  /** This person's screens. */
  readonly devices: Y.Doc[];
  readonly mine: Set<number>;
  /** Roots that this person may write in now. */
  readonly open: Set<string>;
  /** State vectors that the server once had: an honest client may answer an old one. */
  readonly oldStates: Uint8Array[];
  /** How often a screen hears of others; hardly ever: it is offline. */
  readonly hearing: number;
}

export function newWorld(seed: number): World {
  const random = randomOf(seed);
  const server = docOf();
  server.clientID = SERVER;
  for (const root of SECTIONS) server.getXmlFragment(root).insert(0, [new Y.XmlElement("paragraph")]);
  for (const root of SERVER_ROOTS) server.getMap(root).set("x", { title: "Nyt" });
  const twin = copyOf(server);
  server.on("update", (bytes: Uint8Array, origin: unknown) => {
    if (origin !== FROM_CLIENT) Y.applyUpdate(twin, bytes);
  });
  const devices = Array.from({ length: random.chance(0.3) ? 2 : 1 }, (_one, index) =>
    deviceOf(server, FIRST_ID + index),
  );
  return {
    random,
    server,
    twin,
    devices,
    mine: new Set(devices.map(({ clientID }) => clientID)),
    open: new Set([...OPEN, LOCKED_LATER]),
    oldStates: [],
    hearing: random.pick([0.6, 0.3, 0.03]),
  };
}

/** Somebody else writes anywhere; now and then a screen hears of it. */
export function othersWrite({ random, server, devices, oldStates, hearing }: World): void {
  oldStates.push(Y.encodeStateVector(server));
  if (oldStates.length > OLD_STATES) oldStates.shift();
  if (random.chance(0.5)) {
    server.clientID = random.pick([SERVER, OTHER_PERSON]);
    editAtRandom(random, server.getXmlFragment(random.pick(SECTIONS)));
  }
  for (const device of devices) {
    if (random.chance(hearing))
      Y.applyUpdate(device, Y.encodeStateAsUpdate(server, Y.encodeStateVector(device)));
  }
}

/** The phase moves. */
export function lockSection({ open }: World): void {
  open.delete(LOCKED_LATER);
}

/** Some clock of an item of the server; of its very first one when none is as asked. */
export function anyItem(
  { random, server }: World,
  isMeant: (item: Y.Item) => boolean,
): { client: number; clock: number } {
  const all = [...server.store.clients.values()]
    .flat()
    .filter((one) => one instanceof Y.Item && isMeant(one));
  if (all.length === 0) return { client: SERVER, clock: 0 };
  const { id, length } = random.pick(all);
  return { client: id.client, clock: id.clock + random.below(length) };
}

export function rootOf(doc: Y.Doc, item: Y.Item): string {
  let top: unknown = item.parent;
  while (top instanceof Y.AbstractType && top._item !== null) top = top._item.parent;
  return [...doc.share].find(([, type]) => type === top)?.[0] ?? "";
}

export function lockedOf({ open }: World): readonly string[] {
  return SECTIONS.filter((root) => !open.has(root));
}

export function docOf(...updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const root of SECTIONS) doc.getXmlFragment(root);
  for (const root of SERVER_ROOTS) doc.getMap(root);
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

function copyOf(doc: Y.Doc): Y.Doc {
  return docOf(Y.encodeStateAsUpdate(doc));
}

export function deviceOf(doc: Y.Doc, clientId: number): Y.Doc {
  const device = copyOf(doc);
  device.clientID = clientId;
  return device;
}
