/**
 * One seed of the random test of the guard: a world lives for some hundred updates, and the oracle
 * looks at each. A false accept throws with its story; false refusals of honest updates are counted.
 */
import * as assert from "node:assert/strict";
import * as Y from "yjs";
import { appliedAsPredicted } from "../../server/guard/assertion.ts";
import { judgeUpdate } from "../../server/guard/guard.ts";
import type { Asker, Verdict } from "../../server/guard/verdict.ts";
import { editorWith } from "./asker.ts";
import { forbiddenIn, pictureOf, type Picture } from "./guardOracle.ts";
import { lastWords, nextSent, type Sent } from "./guardSent.ts";
import { docOf, FROM_CLIENT, lockSection, newWorld, othersWrite, type World } from "./guardWorld.ts";

export interface GuardCounts {
  units: number;
  honest: number;
  stale: number;
  contaminated: number;
  mutated: number;
  applied: number;
  dropped: number;
  refused: number;
  falseAccepts: number;
  falseRefusals: number;
  [key: string]: number;
}

const UPDATES_PER_WORLD = 100;

export function runGuardSeed(seed: number): GuardCounts {
  const counts: GuardCounts = {
    units: 0,
    honest: 0,
    stale: 0,
    contaminated: 0,
    mutated: 0,
    applied: 0,
    dropped: 0,
    refused: 0,
    falseAccepts: 0,
    falseRefusals: 0,
  };
  const world = newWorld(seed);
  const lockAt = world.random.below(UPDATES_PER_WORLD);
  for (let step = 0; step < UPDATES_PER_WORLD; step += 1) {
    othersWrite(world);
    if (step === lockAt) {
      for (const sent of lastWords(world)) told(() => take(world, sent, counts), { seed, step, sent });
      lockSection(world);
    }
    const sent = nextSent(world);
    told(() => take(world, sent, counts), { seed, step, sent });
  }
  return counts;
}

/** Whatever fails tells where. */
function told(run: () => void, { seed, step, sent }: { seed: number; step: number; sent: Sent }): void {
  try {
    run();
  } catch (error) {
    throw new Error(`seed ${seed}, update ${step}, ${sent.kind}: ${sent.how}`, { cause: error });
  }
}

function take(world: World, sent: Sent, counts: GuardCounts): void {
  const { server } = world;
  const asker = editorWith(world.mine, (root) => world.open.has(root));
  const state = Y.encodeStateAsUpdate(server);
  const verdict = judgeUpdate(server, sent.bytes, asker);
  assert.ok(Buffer.compare(Y.encodeStateAsUpdate(server), state) === 0, "judging only reads");
  counts.units += 1;
  const isHonest = sent.kind === "honest" || sent.kind === "stale";
  // Stale updates are honest, too; of the others each way of being wrong is counted.
  const kinds = isHonest
    ? new Set(["honest", sent.kind])
    : [sent.kind, `${sent.how} ${RESULT[verdict.kind]}`];
  for (const kind of [...kinds, RESULT[verdict.kind]]) count(counts, kind);
  if (isHonest) takeHonest(world, sent, { verdict, asker, counts });
  else takeOther(world, sent, { verdict, asker, state });
}

function count(counts: GuardCounts, what: string): void {
  const key = what.replaceAll(" ", "-");
  counts[key] = (counts[key] ?? 0) + 1;
}

const RESULT = { apply: "applied", drop: "dropped", refuse: "refused" } as const;

/** Honest updates count on the server, and on the twin without a guard: nothing of them may be lost. */
function takeHonest(
  world: World,
  sent: Sent,
  { verdict, asker, counts }: { verdict: Verdict; asker: Asker; counts: GuardCounts },
): void {
  const { server, twin } = world;
  if (verdict.kind === "refuse") {
    counts.falseRefusals += 1;
    count(counts, `false ${verdict.reason}`);
    return;
  }
  if (verdict.kind === "apply") {
    const before = pictureOf(server);
    applyAndExpect(server, { verdict, asker, before }, world);
  }
  Y.applyUpdate(twin, sent.bytes);
  assert.deepEqual(openTextOf(server, world), openTextOf(twin, world), "nothing of an honest edit is lost");
}

/** Anything else is tried on a copy. What plain Yjs would have let through is refused whole. */
function takeOther(
  world: World,
  sent: Sent,
  { verdict, asker, state }: { verdict: Verdict; asker: Asker; state: Uint8Array },
): void {
  if (verdict.kind === "apply") {
    const copy = docOf(state);
    applyAndExpect(copy, { verdict, asker, before: pictureOf(copy) }, world);
  }
  if (sent.kind !== "contaminated" || verdict.kind === "refuse" || sent.how === "an old item resent longer")
    return;
  assert.ok(!sent.how.includes("of no schema"), "what no schema has is refused");
  const plain = docOf(state);
  const before = pictureOf(plain);
  // Of what is there already plain Yjs takes nothing, but it looks up the neighbours that are named, and
  // cuts an emoji in two where one is named by its half (seed 8954). The guard leaves such parts out.
  Y.applyUpdate(plain, Y.diffUpdate(sent.bytes, Y.encodeStateVector(plain)));
  assert.deepEqual(
    forbiddenIn(before, pictureOf(plain), world).grave,
    [],
    "plain Yjs would have let this through",
  );
}

/** What the guard let through does only what this person may do, and the guard's own assertion agrees. */
function applyAndExpect(
  doc: Y.Doc,
  { verdict, asker, before }: { verdict: Verdict & { kind: "apply" }; asker: Asker; before: Picture },
  world: World,
): void {
  const transactions: Y.Transaction[] = [];
  const note = (transaction: Y.Transaction) => transactions.push(transaction);
  doc.on("afterTransaction", note);
  Y.applyUpdate(doc, verdict.update, FROM_CLIENT);
  doc.off("afterTransaction", note);
  const { grave, formatting } = forbiddenIn(before, pictureOf(doc), world);
  assert.deepEqual([...grave, formatting], [0], "a false accept");
  assert.ok(appliedAsPredicted(doc, transactions, asker, verdict.roots), "a false alarm of the assertion");
}

function openTextOf(doc: Y.Doc, { open }: World): readonly string[] {
  return [...open].map((root) => doc.getXmlFragment(root).toJSON());
}
