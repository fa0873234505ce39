/**
 * The guard against chance. The oracle shares no code with it: it applies the bytes with plain Yjs
 * to a copy and compares every root, and whose clocks moved, with what this person may change.
 * A seed that fails stays in the list, with its story.
 */
import * as Y from "yjs";
import { expect, test } from "vitest";
import { judgeUpdate } from "../../server/guard/guard.ts";
import type { Asker, Verdict } from "../../server/guard/verdict.ts";
import { randomOf, type Random } from "../support/random.ts";
import { editAtRandom } from "../support/randomEdits.ts";

const SEEDS = Array.from({ length: 20 }, (_one, index) => index + 1);
const UPDATES_PER_SEED = 100;
const OPEN = ["s:a", "s:b"] as const;
const LOCKED = ["s:c", "s:d"] as const;
const SERVER_ROOTS = ["items", "meeting"] as const;
const OTHER_PERSON = 5;
const NOTHING_YET = Y.encodeStateVector(new Y.Doc());

interface World {
  readonly random: Random;
  readonly server: Y.Doc;
  /** This person's screen, which may be hours behind. */
  device: Y.Doc;
  readonly myIds: Set<number>;
  /** State vectors that the server once had: an honest client may answer an old one. */
  readonly oldStates: Uint8Array[];
}

type Sent = { readonly kind: "honest" | "contaminated" | "mutated"; readonly bytes: Uint8Array };

const counts = { honest: 0, contaminated: 0, mutated: 0, applied: 0, refused: 0 };

test.each(SEEDS)(
  "[GUARD15] chance finds no update that counts and should not, or the reverse: seed %i",
  (seed) => {
    const world = newWorld(seed);
    for (let step = 0; step < UPDATES_PER_SEED; step += 1) {
      othersWrite(world);
      const sent = nextUpdate(world);
      const asker: Asker = { clientIds: world.myIds, mayEdit: (root) => isOpen(root) };
      const before = Y.encodeStateAsUpdate(world.server);
      const verdict = judgeUpdate(world.server, sent.bytes, asker);
      const after = Y.encodeStateAsUpdate(world.server);
      expect(Buffer.compare(after, before), `step ${step}: judging only reads`).toBe(0);
      check(before, sent, verdict, { mine: world.myIds, where: `seed ${seed}, step ${step}, ${sent.kind}` });
      if (sent.kind === "honest" && verdict.kind === "apply") Y.applyUpdate(world.server, verdict.update);
      counts[sent.kind] += 1;
      if (verdict.kind !== "drop") counts[verdict.kind === "apply" ? "applied" : "refused"] += 1;
    }
  },
);

test("[GUARD15] the runs above had honest, forbidden and broken updates in plenty", () => {
  expect(Math.min(counts.honest, counts.contaminated, counts.mutated)).toBeGreaterThan(300);
  expect(Math.min(counts.applied, counts.refused)).toBeGreaterThan(300);
});

function check(
  before: Uint8Array,
  sent: Sent,
  verdict: Verdict,
  { mine, where }: { readonly mine: ReadonlySet<number>; readonly where: string },
): void {
  const unchanged = docOf(before);
  const start = rootsOf(unchanged);
  const counted = verdict.kind === "apply" ? docOf(before, verdict.update) : unchanged;
  if (verdict.kind === "apply") {
    expect(forbiddenOf(rootsOf(counted)), `${where}: forbidden roots`).toBe(forbiddenOf(start));
    expect(strangersClocks(counted, mine), `${where}: others' clocks`).toBe(strangersClocks(unchanged, mine));
    expect([counted.store.pendingStructs, counted.store.pendingDs], `${where}: pending`).toEqual([
      null,
      null,
    ]);
  }
  if (sent.kind === "mutated") return;
  const plain = rootsOf(docOf(before, sent.bytes));
  if (sent.kind === "contaminated" && wordsOf(forbiddenOf(plain)) !== wordsOf(forbiddenOf(start)))
    expect(verdict.kind, `${where}: plain Yjs would have taken it`).toBe("refuse");
  if (sent.kind === "contaminated") return;
  expect(verdict.kind, `${where}: an honest edit`).not.toBe("refuse");
  expect(openOf(rootsOf(counted)), `${where}: nothing of an honest edit is lost`).toBe(openOf(plain));
}

function newWorld(seed: number): World {
  const server = new Y.Doc();
  server.clientID = 1;
  for (const root of [...OPEN, ...LOCKED])
    server.getXmlFragment(root).insert(0, [new Y.XmlElement("paragraph")]);
  for (const root of SERVER_ROOTS) server.getMap(root).set("x", { title: "Nyt" });
  const device = docOf(Y.encodeStateAsUpdate(server));
  device.clientID = 1000;
  return { random: randomOf(seed), server, device, myIds: new Set([1000]), oldStates: [] };
}

/** Somebody else writes anywhere; now and then this screen hears of it. */
function othersWrite({ random, server, device, oldStates }: World): void {
  oldStates.push(Y.encodeStateVector(server));
  if (random.chance(0.5)) {
    server.clientID = random.chance(0.5) ? 1 : OTHER_PERSON;
    editAtRandom(random, server.getXmlFragment(random.pick([...OPEN, ...LOCKED])));
  }
  if (random.chance(0.4)) {
    Y.applyUpdate(device, Y.encodeStateAsUpdate(server, Y.encodeStateVector(device)));
  }
}

function nextUpdate(world: World): Sent {
  const { random, device } = world;
  if (random.chance(0.1)) reload(world);
  for (let edits = random.below(4); edits > 0; edits -= 1)
    editAtRandom(random, world.device.getXmlFragment(random.pick(OPEN)));
  const kind = random.pick(["honest", "honest", "contaminated", "mutated"] as const);
  if (kind === "honest") return { kind, bytes: diffFor(world, world.device) };
  if (kind === "mutated") return { kind, bytes: mutated(random, diffFor(world, world.device)) };
  const twin = docOf(Y.encodeStateAsUpdate(world.device));
  twin.clientID = random.chance(0.8) ? device.clientID : OTHER_PERSON;
  if (random.chance(0.3))
    twin.getMap(random.pick([...SERVER_ROOTS, "ny", "__proto__"])).set("x", { title: "Kup" });
  else editAtRandom(random, twin.getXmlFragment(random.pick([...LOCKED, "s:ukendt"])));
  return { kind, bytes: diffFor(world, twin) };
}

/** The page is loaded again: same text, another id, and the old one's unsent edits still to send. */
function reload(world: World): void {
  const device = docOf(Y.encodeStateAsUpdate(world.device));
  device.clientID = world.random.below(100_000) + 10;
  world.myIds.add(device.clientID);
  world.device = device;
}

/** What a client would answer: to the state of now, to an old one, or everything it has. */
function diffFor({ random, server, oldStates }: World, device: Y.Doc): Uint8Array {
  const state = random.pick([Y.encodeStateVector(server), random.pick(oldStates), NOTHING_YET]);
  return Y.encodeStateAsUpdate(device, state);
}

function mutated(random: Random, bytes: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(bytes);
  for (let times = 1 + random.below(3); times > 0; times -= 1)
    changed[random.below(changed.length)] = random.below(256);
  if (random.chance(0.2)) return changed.subarray(0, random.below(changed.length));
  if (random.chance(0.1)) return Uint8Array.from([...changed, ...changed.subarray(changed.length - 4)]);
  return changed;
}

function docOf(...updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const root of [...OPEN, ...LOCKED]) doc.getXmlFragment(root);
  for (const root of SERVER_ROOTS) doc.getMap(root);
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

type Roots = readonly (readonly [name: string, content: string])[];

/** Every root as text, those that nobody asked for included. */
function rootsOf(doc: Y.Doc): Roots {
  return [...doc.share.keys()].map((name) => {
    const root = name.startsWith("s:") ? doc.getXmlFragment(name) : doc.getMap(name);
    return [name, JSON.stringify(root.toJSON())];
  });
}

function isOpen(root: string): boolean {
  return OPEN.some((one) => one === root);
}

function openOf(roots: Roots): string {
  return JSON.stringify(roots.filter(([name]) => isOpen(name)));
}

function forbiddenOf(roots: Roots): string {
  return JSON.stringify(roots.filter(([name]) => !isOpen(name)));
}

/**
 * Deletions of formatting alone are left out without a word: unmodified clients send them by
 * themselves. A root without content only means that Yjs has read its name.
 */
function wordsOf(roots: string): string {
  return roots.replaceAll(/<\/?(?:bold|italic)>/gu, "").replaceAll(/,\["[^"]*","\{\}"\]/gu, "");
}

function strangersClocks(doc: Y.Doc, mine: ReadonlySet<number>): string {
  const clocks = [...Y.decodeStateVector(Y.encodeStateVector(doc))].filter(([client]) => !mine.has(client));
  return JSON.stringify(clocks.toSorted(([a], [b]) => a - b));
}
