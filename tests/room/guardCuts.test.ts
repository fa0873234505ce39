/** Hand-made structs that have Yjs cut stored or new items in two, or walk past them, without seeming to. */
import * as Y from "yjs";
import { expect, test } from "vitest";
import { judgeUpdate } from "../../server/guard/guard.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { editorWith } from "../support/asker.ts";
import { handMade, type MadeStruct } from "../support/handMade.ts";

const OWNER = 11;
const HIGH = 900;
const LOW = 800;
const OPEN = "s:open";
/** What the owner wrote into the section: a paragraph, a text, and these characters. */
const WORDS = "abcdef";
const OPEN_PARAGRAPH = [OWNER, 0] as const;
const OPEN_WORDS = 2;
const asker = editorWith([HIGH, LOW], (root) => root === OPEN);
const bold = { kind: "format", key: "bold", value: true } as const;
const gone = { content: { kind: "gc", length: 1 } } as const;

type Id = readonly [client: number, clock: number];

function written(...more: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.getXmlFragment(OPEN);
  const structs: readonly MadeStruct[] = [
    { parent: OPEN, content: { kind: "element", name: "paragraph" } },
    { parent: OPEN_PARAGRAPH, content: { kind: "text" } },
    { parent: [OWNER, 1], content: { kind: "string", text: WORDS } },
  ];
  for (const update of [handMade([{ client: OWNER, clock: 0, structs }]), ...more])
    Y.applyUpdate(doc, update);
  return doc;
}

function answer(doc: Y.Doc, update: Uint8Array): string {
  const verdict = judgeUpdate(doc, update, asker);
  return verdict.kind === "refuse" ? verdict.reason : verdict.kind;
}

const times = (count: number, made: (at: number) => MadeStruct): readonly MadeStruct[] =>
  Array.from({ length: count }, (_one, at) => made(at));

/** Each struct in front of the one before, all behind the same letter. */
const stack = (client: number, count: number, origin: Id, right?: Id): Uint8Array => {
  const rightOf = (at: number) => (at === 0 ? right : ([client, at - 1] as const));
  const structs = times(count, (at) => {
    const rightOrigin = rightOf(at);
    return { origin, ...(rightOrigin === undefined ? {} : { rightOrigin }), content: bold };
  });
  return handMade([{ client, clock: 0, structs }]);
};
const chain = (client: number, count: number, origin: Id): Uint8Array =>
  handMade([
    {
      client,
      clock: 0,
      structs: times(count, (at) => ({ origin: at === 0 ? origin : [client, at - 1], content: bold })),
    },
  ]);

const LAST_OF_OPEN: Id = [OWNER, OPEN_WORDS + WORDS.length - 1];

const attribute = (count: number) => {
  const values = Array.from({ length: count }, () => null);
  const struct = { parent: OPEN_PARAGRAPH, key: "sIns", content: { kind: "any", values } } as const;
  return handMade([{ client: HIGH, clock: 0, structs: [struct] }]);
};
/** Every second letter of a long text that the same update writes. */
const halfDeleted = (letters: number) =>
  handMade(
    [
      {
        client: HIGH,
        clock: 0,
        structs: [
          { origin: LAST_OF_OPEN, content: { kind: "string", text: "a".repeat(letters) } },
          ...times(5_000, (at) => ({ origin: [HIGH, letters + at - 1], content: bold })),
        ],
      },
    ],
    [[HIGH, Array.from({ length: letters / 2 }, (_one, at) => [at * 2, 1] as const)]],
  );

test("[GUARD16] a stack on top of a stack of somebody else is counted for each of its structs", () => {
  const doc = written(stack(LOW, 1_000, LAST_OF_OPEN));
  expect(answer(doc, stack(HIGH, 100, LAST_OF_OPEN))).toBe("apply");
  expect(answer(doc, stack(HIGH, 1_000, LAST_OF_OPEN))).toBe("tooLarge");
});

test("[GUARD16] a stack within a text, in front of much that others wrote, is an honest one", () => {
  const within: Id = [OWNER, OPEN_WORDS];
  const doc = written(chain(LOW, 1_000, LAST_OF_OPEN));
  expect(answer(doc, stack(HIGH, 1_000, within, [OWNER, OPEN_WORDS + 1]))).toBe("apply");
});

test("[GUARD16] whoever names a right neighbour that lies to the left is counted to the end of the text", () => {
  const long = handMade([
    {
      client: LOW,
      clock: 0,
      structs: [{ origin: LAST_OF_OPEN, content: { kind: "string", text: "a".repeat(1_000) } }],
    },
  ]);
  const doc = written(long, chain(OWNER + 1, 1_000, [LOW, 999]));
  const backwards = (count: number) =>
    handMade([
      {
        client: HIGH,
        clock: 0,
        structs: times(count, (at) => ({ origin: [LOW, at], rightOrigin: [LOW, 0], content: bold })),
      },
    ]);
  expect(answer(doc, backwards(100))).toBe("apply");
  expect(answer(doc, backwards(900))).toBe("tooLarge");
});

test("[GUARD20] an attribute has no endless list of values, since it is copied at each cut", () => {
  const most = LIMITS.valuesOfAttribute;
  const counts = [1, most, most + 1];
  expect(counts.map((count) => answer(written(), attribute(count)))).toEqual([
    "apply",
    "apply",
    "notAllowed",
  ]);
});

test("[GUARD16] an update that cuts its own long text by deleting every second letter is counted", () => {
  expect([200, 20_000].map((letters) => answer(written(), halfDeleted(letters)))).toEqual([
    "apply",
    "tooLarge",
  ]);
});

test("[GUARD16] 100,000 ranges and 20,000 structs are not held against each other", () => {
  const structs = times(19_999, () => gone);
  const first = {
    client: HIGH,
    clock: 0,
    structs: [{ content: { kind: "gc", length: 1_000_000 } }],
  } as const;
  const ranges = Array.from({ length: 100_000 }, (_one, at) => [at * 2, 1] as const);
  const update = handMade([first, { client: LOW, clock: 0, structs }], [[HIGH, ranges]]);
  // When they were, this took half a minute: the test would run out of time.
  expect(answer(written(), update)).toBe("apply");
});
