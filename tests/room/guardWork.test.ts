/** Updates of a few bytes that would keep Yjs busy for long, held to the steps that it takes. */
import * as Y from "yjs";
import { expect, test } from "vitest";
import { WritingDoc } from "../../client/connection/writingDoc.ts";
import { decodeWhole } from "../../server/guard/decoded.ts";
import { judgeUpdate } from "../../server/guard/guard.ts";
import { Parentage } from "../../server/guard/parentage.ts";
import { stepsToPlace } from "../../server/guard/conflicts.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { openDoc } from "../../server/room/openDoc.ts";
import { editorWith } from "../support/asker.ts";
import { handMade, type MadeStruct } from "../support/handMade.ts";
import { randomOf, type Random } from "../support/random.ts";
import { stepsOf } from "../support/stepCount.ts";

const PIECES = 1000;
const FIRST = 11;
const SECOND = 12;
const HIGH = 900;
const LOW = 800;
const PARAGRAPH = { kind: "element", name: "paragraph" } as const;
const LETTER = { kind: "string", text: "a" } as const;
const asker = editorWith([HIGH, LOW], () => true);

/** A bold letter, and then letters of two people in turn, which Yjs cannot join. */
function writtenInTurn(): Uint8Array {
  const doc = new Y.Doc();
  const text = new Y.XmlText();
  doc.clientID = FIRST;
  doc.transact(() => {
    const paragraph = new Y.XmlElement("paragraph");
    doc.getXmlFragment("s:a").insert(0, [paragraph]);
    paragraph.insert(0, [text]);
    text.insert(0, "x", { bold: true });
    for (let piece = 0; piece < PIECES; piece += 1) {
      doc.clientID = piece % 2 === 0 ? FIRST : SECOND;
      text.insert(piece + 1, "a");
    }
  });
  return Y.encodeStateAsUpdate(doc);
}

/** Deletes the letters and leaves the formatting. */
function deleteLetters(doc: Y.Doc): () => void {
  const ranges = [FIRST, SECOND].map((client) => {
    const from = client === FIRST ? 5 : 0;
    return [client, [[from, Y.getState(doc.store, client) - from]]] as const;
  });
  return () => Y.applyUpdate(doc, handMade([], ranges));
}

test("[GUARD19] deleting many pieces of a formatted text is no long walk, on the server, in a browser, and when a room opens", () => {
  const base = writtenInTurn();
  const plain = new Y.Doc();
  Y.applyUpdate(plain, base);
  expect(stepsOf(deleteLetters(plain)).asked, "plain Yjs").toBeGreaterThan(PIECES * PIECES);

  const record = { at: "2026-03-19T09:00:00.000Z", person: "referent", clientId: FIRST };
  const stored = { epoch: "e1", lastSeq: 1, clients: [], ledger: [] };
  const server = openDoc({ ...stored, tail: [{ ...record, seq: 1, bytes: base }] }, 1);
  const browser = new WritingDoc();
  Y.applyUpdate(browser, base);
  for (const doc of [server, browser]) {
    expect(stepsOf(deleteLetters(doc)).asked).toBeLessThan(PIECES * 100);
    expect(doc.getXmlFragment("s:a").toJSON()).toBe("<paragraph><bold>x</bold></paragraph>");
  }
  const both = [base, Y.encodeStateAsUpdate(server)];
  const tail = both.map((bytes, index) => ({ ...record, seq: index + 1, bytes }));
  expect(stepsOf(() => openDoc({ ...stored, tail, lastSeq: 2 }, 1)).asked).toBeLessThan(PIECES * 100);
});

test.each([
  [0, "apply"],
  [1, "tooLarge"],
] as const)(
  "[GUARD14] deleting a paragraph counts all that is in it: %i more than the limit",
  (more, expected) => {
    const doc = new Y.Doc();
    const structs = Array.from(
      { length: LIMITS.deletedItemsPerUpdate - 1 + more },
      (_one, at): MadeStruct => {
        return at === 0
          ? { parent: [FIRST, 1], content: LETTER }
          : { rightOrigin: [FIRST, at + 1], content: LETTER };
      },
    );
    const around: readonly MadeStruct[] = [
      { parent: "s:a", content: PARAGRAPH },
      { parent: [FIRST, 0], content: { kind: "text" } },
    ];
    Y.applyUpdate(doc, handMade([{ client: FIRST, clock: 0, structs: [...around, ...structs] }]));
    const verdict = judgeUpdate(doc, handMade([], [[FIRST, [[0, 1]]]]), asker);
    expect(verdict.kind === "refuse" ? verdict.reason : verdict.kind).toBe(expected);
  },
);

type Id = readonly [client: number, clock: number];

/** Some paragraphs in a row by two people, and some of them at one spot. */
function storedParagraphs(random: Random): Uint8Array {
  const structs = Array.from({ length: 30 }, (_one, at): MadeStruct => {
    if (at === 0) return { parent: "s:a", content: PARAGRAPH };
    return { origin: [FIRST, random.chance(0.5) ? at - 1 : random.below(at)], content: PARAGRAPH };
  });
  return handMade([{ client: FIRST, clock: 0, structs }]);
}

/** Paragraphs by two ids, each beside any that are there or in the update, in a few habits. */
function shapedAtRandom(random: Random): Uint8Array {
  const count = 21 + random.below(60);
  const spot: Id = [FIRST, random.below(30)];
  const habit = random.below(4);
  const blocks = [HIGH, LOW].map((client) => {
    const structs = Array.from({ length: count }, (_one, at): MadeStruct => {
      const before: Id = random.pick([
        [client, Math.max(0, at - 1)],
        [client, random.below(Math.max(1, at))],
        client === HIGH ? [LOW, random.below(count)] : spot,
        spot,
      ]);
      const origin: Id = habit === 0 ? spot : habit === 1 && at > 0 ? [client, at - 1] : before;
      if (at === 0 && origin[0] === client) return { parent: "s:a", content: PARAGRAPH };
      const rightOrigin: Id = random.pick([
        [FIRST, random.below(30)],
        [client, random.below(Math.max(1, at))],
      ]);
      if (random.chance(0.1)) return { parent: "s:a", content: PARAGRAPH };
      const isBounded = random.chance(0.3) && (rightOrigin[0] !== client || at > 0);
      return { origin, ...(isBounded ? { rightOrigin } : {}), content: PARAGRAPH };
    });
    return { client, clock: 0, structs };
  });
  return handMade(blocks);
}

test(
  "[GUARD16] chance finds no update that Yjs places in more steps than were counted",
  { timeout: 60_000 },
  () => {
    let compared = 0;
    for (let seed = 1; seed <= 150; seed += 1) {
      const random = randomOf(seed);
      const doc = new Y.Doc();
      doc.getXmlFragment("s:a");
      Y.applyUpdate(doc, storedParagraphs(random));
      const update = shapedAtRandom(random);
      const decoded = decodeWhole(update);
      if (decoded === undefined || judgeUpdate(doc, update, asker).kind !== "apply") continue;
      const parentage = new Parentage(doc, decoded.structs);
      const counted = stepsToPlace(doc, decoded.structs, { parentage, stepsMax: Infinity });
      // Yjs remembers each item that it meets in two sets, and each changed type and cut in one.
      const taken = stepsOf(() => Y.applyUpdate(doc, update)).remembered;
      expect(taken, `seed ${seed}`).toBeLessThanOrEqual(2 * counted + 2 * decoded.structs.length);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(60);
  },
);
