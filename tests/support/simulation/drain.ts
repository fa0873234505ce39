/**
 * The end of a run: everything heals, everybody comes back, all that was on its way arrives. Then
 * nothing may be missing anywhere.
 */
import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import * as Y from "yjs";
import { verifyLedger } from "../../../shared/canonical/ledger.ts";
import { LIMITS } from "../../../shared/protocol/limits.ts";
import { ask, goDown, goUp } from "./happenings.ts";
import { crashNow, start } from "./serverLife.ts";
import { missingIn, rootsOf, TOKEN } from "./plainUpdate.ts";
import { replay } from "./logOracle.ts";
import { SimClient } from "./simClient.ts";
import { DOCUMENT } from "./simServer.ts";
import { COMMITTEE, type Peer, type World } from "./world.ts";

const ROUNDS_MAX = 400;
/** By then a slow reader has had its chance to catch up. */
const QUIET_MS = 2 * LIMITS.beatMs + 1;

export async function drain(world: World): Promise<void> {
  await heal(world);
  let quietSinceMs = world.time.nowMs;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    await letAllArrive(world);
    if (world.failure !== undefined) return;
    if (!isQuiet(world)) quietSinceMs = world.time.nowMs;
    if (world.time.nowMs - quietSinceMs > QUIET_MS) return;
    for (const peer of world.peers) comeBack(peer);
    for (const sent of world.commands.waiting) ask(world, sent);
    await passTime(world);
  }
  world.fail(
    `no quiet after ${ROUNDS_MAX} rounds: ${world.peers.map(({ name, stage }) => `${name} ${stage}`).join(", ")}`,
  );
}

async function heal(world: World): Promise<void> {
  for (const [person, { roles }] of COMMITTEE) world.roles.set(person, roles);
  // An unknown failure of the disk ends with the process.
  world.server.store.setFailing(undefined);
  if (world.server.store.failing !== undefined) await crashNow(world, true);
  // Nothing throws any more.
  world.calm();
  world.hostile.stolenId = undefined;
  // What it got into the log by chance it does not have itself.
  world.hostile.load();
  await letAllArrive(world);
  if (world.server.state === "left") start(world);
  for (const socket of world.sockets.keys()) socket.ballastBytes = 0;
}

async function letAllArrive(world: World): Promise<void> {
  for (let moved = true; moved;) {
    moved = false;
    const { store, clock } = world.server;
    for (; store.waitingCalls > 0; moved = true) store.serve(store.waitingCalls);
    await setImmediate();
    for (; store.waitingAnswers > 0; moved = true) {
      store.deliver();
      await setImmediate();
    }
    for (const [socket, end] of world.sockets) {
      for (; socket.mayGoUp; moved = true) goUp(world, socket);
      for (; socket.mayGoDown; moved = true) goDown(socket, end);
      if (socket.isOver) world.sockets.delete(socket);
    }
    for (; clock.due > 0; moved = true) clock.run(0);
    await setImmediate();
    if (world.failure !== undefined) return;
  }
  if (world.server.state === "left") start(world);
}

function comeBack(peer: Peer): void {
  if (peer.stage === "ended") peer.load();
  if (peer.stage === "offline") peer.connect();
}

async function passTime(world: World): Promise<void> {
  const { clock } = world.server;
  world.time.nowMs = Math.max(world.time.nowMs, clock.nextMs ?? 0);
  while (clock.due > 0) clock.run(0);
  await setImmediate();
}

function isQuiet(world: World): boolean {
  const { sockets, peers, commands, server } = world;
  return (
    server.state === "serving" &&
    commands.waiting.length === 0 &&
    peers.every((peer) => (peer instanceof SimClient ? peer.stage === "live" && peer.saved : peer.synced)) &&
    [...sockets.keys()].every((socket) => !socket.mayGoDown && !socket.mayGoUp)
  );
}

/** Throws when the run has left anything behind. */
export async function judge(world: World): Promise<void> {
  const { log } = world;
  const served = world.server.read();
  await letAllArrive(world);
  const live = docOf(await served);
  sameDocuments(live, log.doc, "the live document", "the log");
  sameDocuments(log.replayed(), log.doc, "the log, replayed", "the log, as it came");
  await sameFromSnapshot(world);
  for (const peer of world.peers) hasAll(peer, log.doc);
  const verdict = verifyLedger(log.ledger);
  assert.ok(verdict.ok, "the ledger's chain holds");
  accountForWords(world);
}

function sameDocuments(a: Y.Doc, b: Y.Doc, nameOfA: string, nameOfB: string): void {
  assert.deepEqual(rootsOf(a), rootsOf(b), `${nameOfA} and ${nameOfB} read alike`);
  assert.ok(Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b)), `${nameOfA} and ${nameOfB} hold the same items`);
  assert.equal(
    Buffer.compare(Y.encodeStateAsUpdate(a), Y.encodeStateAsUpdate(b)),
    0,
    `${nameOfA} and ${nameOfB} are equal to the byte`,
  );
}

async function sameFromSnapshot(world: World): Promise<void> {
  const loading = world.server.store.load(DOCUMENT);
  await letAllArrive(world);
  const stored = await loading;
  assert.ok(stored !== undefined, "the document is stored");
  const doc = docOf(stored.snapshot?.bytes, ...stored.tail.map(({ bytes }) => bytes));
  sameDocuments(doc, world.log.doc, "snapshot and tail", "the log");
}

/**
 * Formats that mark nothing may differ: what a page takes away of them where it may not write stays
 * its own, and nobody is sent back what the room took away in the same record.
 */
function hasAll(peer: Peer, log: Y.Doc): void {
  assert.deepEqual(rootsOf(peer.doc), rootsOf(log), `${peer.name} shows what the log has`);
  const ahead = missingIn(log, Y.decodeUpdate(Y.encodeStateAsUpdate(peer.doc)), { formatsMayLive: true });
  assert.equal(ahead, undefined, `${peer.name} holds nothing more than the log`);
  const behind = missingIn(peer.doc, Y.decodeUpdate(Y.encodeStateAsUpdate(log)), { formatsMayLive: true });
  assert.equal(behind, undefined, `${peer.name} lacks nothing of the log`);
}

/** In the log, taken away on purpose, or kept on the device of who typed it, with a reason. */
function accountForWords({ typed, erased, log, pages }: World): void {
  const kept = new Set<string>();
  for (const page of pages)
    for (const { text } of page.device.kept)
      for (const token of text.match(TOKEN) ?? []) kept.add(`${page.name} ${token}`);
  for (const [token, page] of typed) {
    if (log.tokens.has(token) || erased.has(token) || kept.has(`${page.name} ${token}`)) continue;
    assert.fail(`${page.name} typed ${token}, which is neither in the log nor kept for the person`);
  }
}

function docOf(...updates: readonly (Uint8Array | undefined)[]): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 1;
  for (const update of updates) if (update !== undefined) replay(doc, update);
  return doc;
}
