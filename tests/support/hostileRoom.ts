/**
 * A room under attack. Every hostile update must leave four things as they were: it gets a clear
 * code, the room lives, another person writes on, and the document's bytes and log are untouched.
 * Memory is held against a bound that only an allocation asked for by the bytes could pass.
 */
import * as assert from "node:assert/strict";
import * as Y from "yjs";
import type { Who } from "../../server/room/connection.ts";
import type { SharedType } from "../../server/guard/parentage.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { FORPERSON, openRoom, REFERENT, settle, type RoomBench } from "./rooms.ts";
import { RoomClient, textIn, typeIn } from "./roomClient.ts";

/** Two client ids of the attacker, the higher first, as Yjs writes them. */
export const HIGH = 900;
export const LOW = 800;
type Id = readonly [client: number, clock: number];

/** The smallest of the hostile inputs ask for 240 MB. */
const PEAK_GROWTH_MAX_KB = 120_000;

export interface Target {
  /** Roots of sections: two that the attacker may write in, and one that is locked. */
  readonly open: string;
  readonly other: string;
  readonly locked: string;
  /** In `open`: a paragraph, the text in it, and the first letter, which the victim wrote. */
  readonly paragraph: Id;
  readonly text: Id;
  readonly letter: Id;
  /** A paragraph of `other` and of `locked`. */
  readonly otherParagraph: Id;
  readonly lockedParagraph: Id;
  readonly victim: number;
}

export class HostileRoom {
  readonly bench: RoomBench;
  readonly victim: RoomClient;
  readonly target: Target;
  readonly #before: string;
  readonly #records: number;
  #peakBefore = process.resourceUsage().maxRSS;

  /** A meeting in session; the victim has written a word in the first decision. */
  static async open(options: Parameters<typeof openRoom>[0] = {}): Promise<HostileRoom> {
    const bench = await openRoom(options);
    const victim = await RoomClient.join(bench.room, FORPERSON);
    await flush(bench);
    typeIn(victim.doc, bench.decisions[0] ?? "", "Godkendt.");
    await flush(bench);
    return HostileRoom.around(bench, victim);
  }

  /** What is there now must be there after the attack. */
  static async around(bench: RoomBench, victim: RoomClient): Promise<HostileRoom> {
    const target = targetOf(bench, victim.doc);
    return new HostileRoom(bench, victim, target, await stateOf(bench));
  }

  private constructor(bench: RoomBench, victim: RoomClient, target: Target, before: string) {
    this.bench = bench;
    this.victim = victim;
    this.target = target;
    this.#before = before;
    this.#records = recordsOf(bench);
  }

  /** Sends the bytes; answers the reasons of refusal, none when they were dropped or taken. */
  async attack(
    update: Uint8Array,
    { as = REFERENT, clientIds = [HIGH, LOW] }: { as?: Who; clientIds?: readonly number[] } = {},
  ): Promise<readonly unknown[]> {
    const attacker = await RoomClient.join(this.bench.room, as, { clientIds });
    // Only now: making the bytes took memory, too.
    this.#peakBefore = process.resourceUsage().maxRSS;
    attacker.sendUpdate(update);
    await flush(this.bench);
    attacker.leave();
    return attacker.refusals.map(({ reason }) => reason);
  }

  async isUnchanged(): Promise<boolean> {
    return (await stateOf(this.bench)) === this.#before;
  }

  /** Nothing of the attack counts, and nobody else noticed. */
  async expectUnharmed(): Promise<void> {
    assert.equal(await stateOf(this.bench), this.#before, "the document's bytes");
    assert.equal(recordsOf(this.bench), this.#records, "records in the log");
    await this.expectOthersWorkOn();
  }

  /** The room lives: the victim writes, is acknowledged, and a newcomer reads it; the memory was bounded. */
  async expectOthersWorkOn(): Promise<void> {
    const { bench, victim } = this;
    assert.deepEqual(bench.collapsed, [], "the room");
    assert.deepEqual([victim.closedWith, victim.refusals], [undefined, []], "the victim's connection");
    const section = bench.decisions[1] ?? "";
    typeIn(victim.doc, section, "Efter angrebet.");
    await flush(bench);
    assert.ok(victim.allSaved, "the victim's edit is acknowledged");
    const newcomer = await RoomClient.join(bench.room, FORPERSON);
    await flush(bench);
    assert.match(textIn(newcomer.doc, section), /Efter angrebet\.$/u);
    newcomer.leave();
    const growth = process.resourceUsage().maxRSS - this.#peakBefore;
    assert.ok(growth < PEAK_GROWTH_MAX_KB, `the peak of memory grew by ${growth} kB`);
  }
}

export async function flush(bench: RoomBench): Promise<void> {
  await settle();
  bench.clock.advance(200);
  await settle();
}

/** Bytes of the document and the names of its roots, as one string. */
function stateOf({ room }: RoomBench): Promise<string> {
  return room.read((doc) =>
    JSON.stringify([
      [...doc.share.keys()].toSorted(),
      Buffer.from(Y.encodeStateAsUpdate(doc)).toString("hex"),
    ]),
  );
}

function recordsOf({ store }: RoomBench): number {
  return store.disk.documents.get("m1")?.records.length ?? 0;
}

function targetOf({ decisions, cases }: RoomBench, doc: Y.Doc): Target {
  const [open = "", other = ""] = decisions;
  const [locked = ""] = cases;
  const paragraph = firstIn(sectionText(doc, open));
  const text = firstIn(paragraph);
  return {
    open: `s:${open}`,
    other: `s:${other}`,
    locked: `s:${locked}`,
    paragraph: idOf(paragraph),
    text: idOf(text),
    letter: idOfItem(text._start),
    otherParagraph: idOf(firstIn(sectionText(doc, other))),
    lockedParagraph: idOf(firstIn(sectionText(doc, locked))),
    victim: doc.clientID,
  };
}

function firstIn(parent: SharedType): SharedType {
  const content = parent._start?.content;
  if (!(content instanceof Y.ContentType)) throw new Error("nothing is in there");
  return content.type;
}

function idOf(type: SharedType): Id {
  return idOfItem(type._item);
}

function idOfItem(item: Y.Item | null): Id {
  if (item === null) throw new Error("no such item");
  return [item.id.client, item.id.clock];
}
