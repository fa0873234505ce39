/** Bytes that are no update at all, or more than one thing: the decoder must say no, cheaply. */
import * as Y from "yjs";
import { expect, test } from "vitest";
import { syncFrame } from "../../server/room/frames.ts";
import { handMade, varUint, type MadeStruct } from "../support/handMade.ts";
import { HIGH, HostileRoom, LOW, type Target } from "../support/hostileRoom.ts";
import { RoomClient } from "../support/roomClient.ts";
import { REFERENT, settle } from "../support/rooms.ts";

const paragraph = { kind: "element", name: "paragraph" } as const;
const bold: MadeStruct = { parent: [HIGH, 1], content: { kind: "format", key: "bold", value: {} } };

/** A paragraph, its text, a mark and a word: one of each that honest people write. */
function honest({ open }: Target): Uint8Array {
  const structs: readonly MadeStruct[] = [
    { parent: open, content: paragraph },
    { parent: [HIGH, 0], content: { kind: "text" } },
    bold,
    { origin: [HIGH, 2], content: { kind: "string", text: "Udsat" } },
  ];
  return handMade([{ client: HIGH, clock: 0, structs }], [[HIGH, [[3, 1]]]]);
}

const inOneBlock = (...structs: readonly MadeStruct[]) => handMade([{ client: HIGH, clock: 0, structs }]);
const hex = (text: string) => Uint8Array.from(Buffer.from(text, "hex"));
const bytes = (...parts: readonly (readonly number[])[]) => Uint8Array.from(parts.flat());

const BROKEN: readonly (readonly [string, (target: Target) => Uint8Array])[] = [
  ["[HOST6] a number without end", () => bytes(Array.from({ length: 40 }, () => 0xff))],
  [
    "[HOST6] a number of eleven bytes where a clock stands",
    () =>
      bytes(
        [1, 1],
        varUint(BigInt(HIGH)),
        Array.from({ length: 10 }, () => 0x80),
        [1],
      ),
  ],
  ["[HOST7] 2^50 clients", () => bytes(varUint(2n ** 50n), [1, 1, 0, 0])],
  ["[HOST7] as many clients as there are bytes", () => bytes([9, 1, 1, 0, 0, 1, 1, 1, 0, 0])],
  [
    "[HOST8] 30,000,000 structs in 12 bytes",
    () => bytes([1], varUint(30_000_000n), varUint(BigInt(HIGH)), [0, 0, 1, 0, 1]),
  ],
  [
    "[HOST8] 30,000,000 delete ranges in 12 bytes",
    () => bytes([0, 1], varUint(BigInt(HIGH)), varUint(30_000_000n), [0, 1, 1, 1]),
  ],
  ["[HOST11] V2 bytes", (target) => Y.convertUpdateFormatV1ToV2(honest(target))],
  ["[HOST11] the empty update as V2", () => Y.encodeStateAsUpdateV2(new Y.Doc())],
  // Run-length encoding of V2 that never ends.
  [
    "[HOST12] the 27 bytes of yjs issue 687",
    () => hex("00010000000001000100010200001602000001fdffffffff7f0000"),
  ],
  ["[HOST13] one byte after the end", (target) => bytes([...honest(target)], [0])],
  ["[HOST13] a second update after the end", (target) => bytes([...honest(target)], [...honest(target)])],
  ["[HOST14] a delete set that ends too early", (target) => honest(target).slice(0, -1)],
  ["[HOST14] a delete set that is missing", (target) => honest(target).slice(0, -5)],
  [
    "[HOST14] ranges that turn back",
    ({ open }) =>
      handMade(
        [{ client: HIGH, clock: 0, structs: [{ parent: open, content: paragraph }] }],
        [
          [
            HIGH,
            [
              [1, 1],
              [0, 1],
            ],
          ],
        ],
      ),
  ],
  [
    "[HOST14] a client listed twice in the delete set",
    ({ victim }) =>
      handMade(
        [],
        [
          [victim, [[0, 1]]],
          [victim, [[1, 1]]],
        ],
      ),
  ],
  [
    "[HOST15] a client listed twice",
    ({ open }) =>
      handMade([
        { client: HIGH, clock: 0, structs: [{ parent: open, content: paragraph }] },
        { client: HIGH, clock: 1, structs: [{ parent: open, content: paragraph }] },
      ]),
  ],
  [
    "[HOST15] a client listed twice, with another between",
    ({ open }) =>
      handMade([
        { client: HIGH, clock: 0, structs: [{ parent: open, content: paragraph }] },
        { client: LOW, clock: 0, structs: [{ parent: open, content: paragraph }] },
        { client: HIGH, clock: 1, structs: [{ parent: open, content: paragraph }] },
      ]),
  ],
  [
    "[HOST17] client id 0",
    ({ open }) => handMade([{ client: 0, clock: 0, structs: [{ parent: open, content: paragraph }] }]),
  ],
  [
    "[HOST17] client id 2^32",
    ({ open }) => handMade([{ client: 2 ** 32, clock: 0, structs: [{ parent: open, content: paragraph }] }]),
  ],
  ["[HOST17] client id 2^53", () => bytes([1, 1], varUint(2n ** 53n), [0, 0, 1, 0])],
  [
    "[HOST20] a Skip",
    ({ open }) =>
      inOneBlock({ content: { kind: "raw", ref: 10, bytes: [1] } }, { parent: open, content: paragraph }),
  ],
  [
    "[HOST21] a word without letters",
    ({ text }) => inOneBlock({ parent: text, content: { kind: "string", text: "" } }),
  ],
  [
    "[HOST21] a GC of no length",
    ({ open }) => inOneBlock({ content: { kind: "gc", length: 0 } }, { parent: open, content: paragraph }),
  ],
  ["[HOST21] a delete range of no length", ({ victim }) => handMade([], [[victim, [[0, 0]]]])],
  ["[HOST22] a GC of 2^31", () => inOneBlock({ content: { kind: "gc", length: 2 ** 31 } })],
  [
    "[HOST22] something deleted of 2^31",
    ({ open }) => inOneBlock({ parent: open, content: { kind: "deleted", length: 2 ** 31 } }),
  ],
  ["[HOST25] a delete range of 2^53", () => bytes([0, 1], varUint(BigInt(HIGH)), [1, 0], varUint(2n ** 53n))],
  [
    "[HOST25] a delete range that ends beyond 2^53",
    () => bytes([0, 1], varUint(BigInt(HIGH)), [1], varUint(2n ** 53n - 2n), varUint(2n ** 53n - 2n)),
  ],
];

test.each(BROKEN)("%s", async (_title, made) => {
  const room = await HostileRoom.open();
  expect(await room.attack(made(room.target))).toEqual(["malformed"]);
  await room.expectUnharmed();
});

test("[HOST4] a valid update that ends after any of its bytes", async () => {
  const room = await HostileRoom.open();
  const whole = honest(room.target);
  for (let length = 0; length < whole.length; length += 1)
    expect(await room.attack(whole.slice(0, length)), `${length} bytes`).toEqual(["malformed"]);
  await room.expectUnharmed();
  expect(await room.attack(whole)).toEqual([]);
});

test("[HOST5] a valid update with any one bit turned is refused whole, or is another edit of the same section", async () => {
  let room = await HostileRoom.open();
  const whole = honest(room.target);
  let taken = 0;
  for (let bit = 0; bit < whole.length * 8; bit += 1) {
    const flipped = Uint8Array.from(whole);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const locked = () => room.bench.room.read((doc) => doc.getXmlFragment(room.target.locked).toJSON());
    const before = await locked();
    const refused = (await room.attack(flipped)).length > 0;
    if (refused) expect(await room.isUnchanged(), `bit ${bit}`).toBe(true);
    else {
      expect(await locked(), `bit ${bit}`).toBe(before);
      await room.expectOthersWorkOn();
      room = await HostileRoom.open();
      taken += 1;
    }
  }
  await room.expectUnharmed();
  expect(taken).toBeLessThan(whole.length * 2);
});

test("[HOST53] a viewer's sync step 2 is not even decoded: nothing changes, and it is told so", async () => {
  const room = await HostileRoom.open();
  const viewer = await RoomClient.join(room.bench.room, REFERENT, { reads: true });
  for (const update of [honest(room.target), hex("ffffffff")]) {
    viewer.sentFrames += 1;
    viewer.pass(syncFrame("step2", update));
  }
  await settle();
  expect([viewer.refusals, viewer.allSaved, viewer.closedWith]).toEqual([[], true, undefined]);
  await room.expectUnharmed();
});
