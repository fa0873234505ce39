/**
 * One seed of the random test of what somebody does who may only suggest: each try goes through the
 * guard as in a room, and the oracle looks at what came of it. A change of what others see throws
 * with its story; what was refused, marked and let through is counted.
 */
import * as assert from "node:assert/strict";
import * as Y from "yjs";
import { appliedAsPredicted } from "../../server/guard/assertion.ts";
import { judgeUpdate } from "../../server/guard/guard.ts";
import type { Rehearsed } from "../../server/guard/suggestionGuard.ts";
import type { GuardRefusal } from "../../server/guard/verdict.ts";
import { nextTry, type Try } from "./forgeries.ts";
import {
  FORGER,
  newForgerWorld,
  othersAct,
  reload,
  SERVER,
  type Aim,
  type ForgerWorld,
} from "./forgerWorld.ts";
import { changesFor, foreignOnNew, seenByOthers } from "./suggestOracle.ts";

export interface ForgerCounts {
  units: number;
  refused: number;
  mended: number;
  whole: number;
  dropped: number;
  honest: number;
  falseRefusals: number;
  /** The server wrote anew what others had in the forger's own blocks. */
  revived: number;
  [key: string]: number;
}

/** A guard with a hole shows that the oracle sees. */
export type Hole = "none" | "no rehearsal" | "no mending";

const TRIES_PER_WORLD = 50;

/** `onTaken` may look at the meeting after each try. */
export function runForgerSeed(
  seed: number,
  {
    hole = "none",
    aim = "anything",
    onTaken,
  }: {
    readonly hole?: Hole;
    readonly aim?: Aim;
    readonly onTaken?: (world: ForgerWorld) => void;
  } = {},
): ForgerCounts {
  const counts: ForgerCounts = {
    units: 0,
    refused: 0,
    mended: 0,
    whole: 0,
    dropped: 0,
    honest: 0,
    falseRefusals: 0,
    revived: 0,
  };
  const world = newForgerWorld(seed, aim);
  for (let step = 0; step < TRIES_PER_WORLD; step += 1) {
    othersAct(world);
    const sent = nextTry(world);
    try {
      take(world, sent, { counts, hole });
      onTaken?.(world);
    } catch (error) {
      throw new Error(`seed ${seed}, try ${step}: ${sent.how}`, { cause: error });
    }
  }
  return counts;
}

interface Taking {
  readonly counts: ForgerCounts;
  readonly hole: Hole;
}

function take(world: ForgerWorld, sent: Try, { counts, hole }: Taking): void {
  const { server, guard } = world;
  world.tickMs += 30_000;
  if (world.random.chance(0.05)) guard.forgetUnused();
  counts.units += 1;
  if (sent.isHonest) counts.honest += 1;
  const bytes = Y.encodeStateAsUpdate(server);
  const before = seenByOthers(server, FORGER, world.mine);
  const madeFrom = Y.getState(server.store, SERVER);
  const states = new Map([...world.mine].map((client) => [client, Y.getState(server.store, client)]));
  const judged = judge(world, sent.bytes, hole);
  assert.ok(Buffer.compare(Y.encodeStateAsUpdate(server), bytes) === 0, "judging only reads");
  if (judged.kind === "drop") counts.dropped += 1;
  else if (judged.kind === "refuse") {
    counts.refused += 1;
    const why = `${judged.reason}${sent.isHonest ? "-to-honest" : ""}`;
    counts[why] = (counts[why] ?? 0) + 1;
    if (sent.isHonest) counts.falseRefusals += 1;
    reload(world);
  } else {
    counts[apply(world, judged, hole)] += 1;
    const after = seenByOthers(server, FORGER, world.mine);
    const isServers = (id: string) => {
      const [client, clock] = id.split(":").map(Number);
      return client === SERVER && clock !== undefined && clock >= madeFrom;
    };
    assert.deepEqual(changesFor(before.entries, after.entries, isServers), [], "what others see");
    if (after.entries.some(({ id }) => isServers(id))) counts.revived += 1;
    assert.deepEqual(after.faults, before.faults, "what nobody may leave behind");
    assert.deepEqual(foreignOnNew(server, FORGER, states), [], "names on new words");
  }
}

function judge(
  world: ForgerWorld,
  bytes: Uint8Array,
  hole: Hole,
): Rehearsed | GuardRefusal | { kind: "drop" } {
  const { server, guard, asker } = world;
  const verdict = judgeUpdate(server, bytes, asker);
  if (verdict.kind !== "apply") return verdict;
  if (hole !== "no rehearsal") return guard.rehearse(verdict, asker);
  return {
    kind: "rehearsed",
    verdict,
    view: { author: FORGER, newFrom: () => Infinity },
    blocks: [],
    edited: [],
  };
}

function apply(world: ForgerWorld, rehearsed: Rehearsed, hole: Hole): "whole" | "mended" {
  const { server, guard, asker } = world;
  const transactions: Y.Transaction[] = [];
  const note = (transaction: Y.Transaction) => transactions.push(transaction);
  server.on("afterTransaction", note);
  Y.applyUpdate(server, rehearsed.verdict.update, "client");
  server.off("afterTransaction", note);
  assert.ok(appliedAsPredicted(server, transactions, asker, rehearsed.verdict.roots), "as predicted");
  if (hole === "no mending") return "whole";
  server.clientID = SERVER;
  const mended = guard.settle(rehearsed, transactions);
  assert.ok(mended !== "broken", "the rehearsal says what happens");
  return mended;
}
