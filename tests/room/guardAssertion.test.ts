/** What follows judging: the assertion after applying, and the room's answer when it fails. */
import * as Y from "yjs";
import { expect, test } from "vitest";
import { appliedAsPredicted } from "../../server/guard/assertion.ts";
import { itemsRoot } from "../../shared/document/layout.ts";
import { editorWith } from "../support/asker.ts";
import { handMade, type MadeDeletes, type MadeStruct } from "../support/handMade.ts";
import { FORPERSON, openRoom, REFERENT, settle } from "../support/rooms.ts";
import { RoomClient, textIn, typeIn } from "../support/roomClient.ts";

const MINE = 900;
const OTHERS = 800;
const paragraph = { kind: "element", name: "paragraph" } as const;

/** Two sections with a paragraph by each person; applies the bytes as a guard would that let everything through. */
function applied(update: Uint8Array): boolean {
  const doc = new Y.Doc();
  for (const root of ["s:a", "s:b"]) doc.getXmlFragment(root);
  for (const client of [MINE, OTHERS]) {
    doc.clientID = client;
    for (const root of ["s:a", "s:b"]) doc.getXmlFragment(root).insert(0, [new Y.XmlElement("paragraph")]);
  }
  doc.clientID = 1;
  const transactions: Y.Transaction[] = [];
  doc.on("afterTransaction", (transaction) => transactions.push(transaction));
  Y.applyUpdate(doc, update);
  const asker = editorWith([MINE], (root) => root === "s:a");
  return appliedAsPredicted(doc, transactions, asker, new Map([["s:a", 1]]));
}

const by = (client: number, clock: number, struct: MadeStruct, deletes: MadeDeletes = []) =>
  handMade([{ client, clock, structs: [struct] }], deletes);

test.each([
  ["a new item in a predicted root", true, by(MINE, 2, { parent: "s:a", content: paragraph })],
  ["a deletion in a predicted root", true, handMade([], [[OTHERS, [[0, 1]]]])],
  ["a new item in another root", false, by(MINE, 2, { parent: "s:b", content: paragraph })],
  [
    "a new item in a node of another root",
    false,
    by(MINE, 2, { parent: [OTHERS, 1], content: { kind: "text" } }),
  ],
  ["a new root", false, by(MINE, 2, { parent: "ny", content: paragraph })],
  ["a deletion in another root", false, handMade([], [[OTHERS, [[1, 1]]]])],
  ["a clock that is somebody else's", false, by(OTHERS, 2, { parent: "s:a", content: paragraph })],
  ["structs that wait", false, by(MINE, 9, { parent: "s:a", content: paragraph })],
  ["deletions that wait", false, by(MINE, 2, { parent: "s:a", content: paragraph }, [[OTHERS, [[5, 1]]]])],
] as const)("[GUARD18] %s: as predicted is %s", (_name, expected, update) => {
  expect(applied(update)).toBe(expected);
});

test("[GUARD18] when the document did something else, it is dropped, the sender closed and the alarm raised", async () => {
  const bench = await openRoom();
  const sender = await RoomClient.join(bench.room, REFERENT);
  const other = await RoomClient.join(bench.room, FORPERSON);
  await settle();
  const [decision = ""] = bench.decisions;
  await bench.room.read((doc) =>
    // Stands for a bug: applying the update also changes what only commands may change.
    doc.once("beforeTransaction", () => itemsRoot(doc).delete(bench.items[0] ?? "")),
  );
  typeIn(sender.doc, decision, "Udløser");
  await settle();
  expect(bench.collapsed).toEqual(["an applied update did not do what the guard predicted"]);
  expect([sender.closedWith, other.closedWith]).toEqual([4403, 1012]);
  const again = await bench.reopen();
  expect(await again.read((doc) => [itemsRoot(doc).size, textIn(doc, decision)])).toEqual([3, ""]);
});
