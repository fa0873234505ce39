/** Updates made so that Yjs searches long for the places of their structs, and honest ones that look alike. */
import * as Y from "yjs";
import { expect, test } from "vitest";
import { sectionText } from "../../shared/document/layout.ts";
import { judgeUpdate } from "../../server/guard/guard.ts";
import { editorWith } from "../support/asker.ts";
import { handMade, type MadeStruct } from "../support/handMade.ts";
import { openRoom, REFERENT, settle } from "../support/rooms.ts";
import { RoomClient, textIn, typeIn } from "../support/roomClient.ts";

const HIGH = 900;
const LOW = 800;
const paragraph = { kind: "element", name: "paragraph" } as const;
type Id = readonly [number, number];

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
/** Each stands behind the one before, as typed text does. */
const chain = (root: string, client: number, count: number): readonly MadeStruct[] =>
  range(count).map((at) =>
    at === 0 ? { parent: root, content: paragraph } : { origin: [client, at - 1], content: paragraph },
  );

const ATTACKS: readonly (readonly [string, (root: string, half: number) => Uint8Array])[] = [
  [
    "all behind the first of a long chain, each before another link of it",
    (root, half) =>
      handMade([
        { client: HIGH, clock: 0, structs: chain(root, HIGH, half) },
        {
          client: LOW,
          clock: 0,
          structs: range(half).map((at) => ({
            origin: [HIGH, 0] satisfies Id,
            rightOrigin: [HIGH, half - 1 - (at % (half / 2))] satisfies Id,
            content: paragraph,
          })),
        },
      ]),
  ],
  [
    "all at the spot where a long chain begins",
    (root, half) =>
      handMade([
        {
          client: HIGH,
          clock: 0,
          structs: range(half).map(() => ({ parent: root, content: paragraph })),
        },
        { client: LOW, clock: 0, structs: chain(root, LOW, half) },
      ]),
  ],
  [
    "each at another link of a long chain",
    (root, half) =>
      handMade([
        {
          client: HIGH,
          clock: 0,
          structs: range(half).map((at) => ({ origin: [LOW, at] satisfies Id, content: paragraph })),
        },
        { client: LOW, clock: 0, structs: chain(root, LOW, half) },
      ]),
  ],
  [
    "each within one long text, from its end",
    (root, half) =>
      handMade([
        {
          client: HIGH,
          clock: 0,
          structs: range(half).map((at) => ({
            origin: [LOW, 1 + half - at] satisfies Id,
            content: { kind: "string", text: "a" },
          })),
        },
        {
          client: LOW,
          clock: 0,
          structs: [
            { parent: root, content: paragraph },
            { parent: [LOW, 0], content: { kind: "text" } },
            { parent: [LOW, 1], content: { kind: "string", text: "b".repeat(half + 1) } },
          ],
        },
      ]),
  ],
];

test.each(ATTACKS)("[GUARD16] 4,000 structs, %s, are refused before Yjs searches", async (_name, made) => {
  const { room, decisions } = await openRoom();
  const asker = editorWith([HIGH, LOW], () => true);
  const verdicts = await room.read((doc) =>
    [20, 2_000].map((half) => judgeUpdate(doc, made(`s:${decisions[0]}`, half), asker)),
  );
  expect(verdicts.map((one) => (one.kind === "refuse" ? one.reason : one.kind))).toEqual([
    "apply",
    "tooLarge",
  ]);
});

test("[GUARD16] structs at a spot where many stand in the store already are refused", async () => {
  const { room, decisions } = await openRoom();
  const root = `s:${decisions[0]}`;
  const doc = await room.read((live) => {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(live));
    sectionText(copy, decisions[0] ?? "");
    Y.applyUpdate(copy, handMade([{ client: LOW, clock: 0, structs: chain(root, LOW, 2_000) }]));
    return copy;
  });
  const asker = editorWith([HIGH], () => true);
  const behindFirst = (count: number) =>
    handMade([
      {
        client: HIGH,
        clock: 0,
        structs: range(count).map(() => ({ origin: [LOW, 0] satisfies Id, content: paragraph })),
      },
    ]);
  expect(judgeUpdate(doc, behindFirst(20), asker).kind).toBe("apply");
  expect(judgeUpdate(doc, behindFirst(2_000), asker).kind).toBe("refuse");
});

test("[GUARD16] an honest hour offline is taken: thousands of words, beside as many that others wrote there", async () => {
  const bench = await openRoom();
  const [decision = ""] = bench.decisions;
  const referent = await RoomClient.join(bench.room, REFERENT);
  await settle();
  typeIn(referent.doc, decision, "Start. Slut.");
  await settle();
  const device = new Y.Doc();
  Y.applyUpdate(device, Y.encodeStateAsUpdate(referent.doc));
  const write = (doc: Y.Doc, words: number) => {
    const section = sectionText(doc, decision);
    const first = section.get(0);
    const text = first instanceof Y.XmlElement ? first.get(0) : undefined;
    if (!(text instanceof Y.XmlText)) throw new Error("no text");
    for (const at of range(words)) {
      // Bold and plain in turn, so that the words stay structs of their own; now and then at the front.
      text.insert(at % 40 === 0 ? 0 : 6 + (at % 300), `ord${at} `, at % 2 === 0 ? { bold: true } : {});
      if (at % 30 === 0) section.insert(at % 60 === 0 ? 0 : section.length, [new Y.XmlElement("paragraph")]);
    }
  };
  write(device, 1_500);
  write(referent.doc, 300);
  await settle();
  const back = await RoomClient.join(bench.room, REFERENT, { doc: device });
  await settle();
  expect([back.refusals, back.allSaved]).toEqual([[], true]);
  expect(await bench.room.read((doc) => textIn(doc, decision))).toContain("ord1499 ");
});
