/** What hostile structs hold: more than there is room for, other than the schema allows, text that is no text. */
import { expect, test } from "vitest";
import type { GuardReason } from "../../server/guard/verdict.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { handMade, varString, type MadeContent, type MadeStruct } from "../support/handMade.ts";
import { HIGH, HostileRoom, type Target } from "../support/hostileRoom.ts";

const paragraph = { kind: "element", name: "paragraph" } as const;
const element = (name: string): MadeContent => ({ kind: "element", name });
const byMe = (...structs: readonly MadeStruct[]) => handMade([{ client: HIGH, clock: 0, structs }]);
/** ContentAny of one value, by its bytes. */
const anyOf = (bytes: readonly number[]): MadeContent => ({ kind: "raw", ref: 8, bytes: [1, ...bytes] });
const attribute = (key: string, value: string | number): MadeStruct => ({
  parent: [HIGH, 0],
  key,
  content: { kind: "any", values: [value] },
});
const mark =
  (key: string, value: unknown) =>
  ({ text }: Target) =>
    byMe({ parent: text, content: { kind: "format", key, value } });
/** A link whose value is these letters, which nobody has looked at. */
const linkAs =
  (json: string) =>
  ({ text }: Target) =>
    byMe({
      parent: text,
      content: { kind: "raw", ref: 6, bytes: [...varString("link"), ...varString(json)] },
    });
const range = (count: number): readonly number[] => Array.from({ length: count }, (_one, index) => index);
const MEGABYTE = 2 ** 20;
const DEEP = 100_000;

const REFUSED: readonly (readonly [string, GuardReason, (target: Target) => Uint8Array])[] = [
  [
    "[HOST31] the attribute constructor",
    "notAllowed",
    ({ open }) => byMe({ parent: open, content: paragraph }, attribute("constructor", "x")),
  ],
  [
    "[HOST31] the attribute __proto__",
    "notAllowed",
    ({ open }) => byMe({ parent: open, content: paragraph }, attribute("__proto__", "x")),
  ],
  ["[HOST31] the mark constructor", "notAllowed", mark("constructor", {})],
  ["[HOST31] a mark's attribute __proto__", "notAllowed", linkAs('{"__proto__":{"x":1}}')],
  [
    "[HOST32] an attribute with a name of 1 MB",
    "notAllowed",
    ({ open }) => byMe({ parent: open, content: paragraph }, attribute("x".repeat(MEGABYTE), 1)),
  ],
  ["[HOST32] a mark with a name of 1 MB", "notAllowed", mark("x".repeat(MEGABYTE), true)],
  [
    "[HOST32] an element with a name of 1 MB",
    "notAllowed",
    ({ open }) => byMe({ parent: open, content: element("x".repeat(MEGABYTE)) }),
  ],
  [
    "[HOST32] a root with a name of 1 MB",
    "locked",
    () => byMe({ parent: `s:${"x".repeat(MEGABYTE)}`, content: paragraph }),
  ],
  [
    "[HOST33] a subdocument that is named ../../",
    "malformed",
    ({ open }) =>
      byMe({ parent: open, content: { kind: "raw", ref: 9, bytes: [...varString("../../"), 118, 0] } }),
  ],
  [
    "[HOST34] binary content",
    "malformed",
    ({ open }) => byMe({ parent: open, content: { kind: "raw", ref: 3, bytes: [3, 1, 2, 3] } }),
  ],
  [
    "[HOST34] embedded content",
    "malformed",
    ({ text }) => byMe({ parent: text, content: { kind: "raw", ref: 5, bytes: varString('{"image":"x"}') } }),
  ],
  [
    "[HOST34] a Uint8Array as an attribute",
    "notAllowed",
    ({ open }) =>
      byMe(
        { parent: open, content: element("orderedList") },
        { parent: [HIGH, 0], key: "start", content: anyOf([116, 1, 7]) },
      ),
  ],
  [
    "[HOST34] a Y.Map, a Y.Array and a hook",
    "notAllowed",
    ({ open }) =>
      byMe(
        ...[[0], [1], [5, ...varString("x")]].map((bytes): MadeStruct => ({
          parent: open,
          content: { kind: "raw", ref: 7, bytes },
        })),
      ),
  ],
  [
    "[HOST34] a type of no kind",
    "malformed",
    ({ open }) => byMe({ parent: open, content: { kind: "raw", ref: 7, bytes: [99] } }),
  ],
  ["[HOST35] a mark whose value is broken JSON", "malformed", linkAs('{"href":')],
  [
    "[HOST35] content of the old JSON kind",
    "malformed",
    ({ open }) => byMe({ parent: open, content: { kind: "raw", ref: 2, bytes: [1, ...varString("{bad")] } }),
  ],
  [
    "[HOST36] a mark whose value is JSON, 100,000 deep",
    "notAllowed",
    linkAs("[".repeat(DEEP) + "]".repeat(DEEP)),
  ],
  [
    "[HOST36] an href that is JSON, 100,000 deep",
    "notAllowed",
    linkAs(`{"href":${"[".repeat(DEEP)}${"]".repeat(DEEP)}}`),
  ],
  [
    "[HOST36] an attribute that is a list, 100,000 deep",
    "malformed",
    ({ open }) =>
      byMe(
        { parent: open, content: element("orderedList") },
        { parent: [HIGH, 0], key: "start", content: anyOf([...range(DEEP).flatMap(() => [117, 1]), 126]) },
      ),
  ],
  [
    "[HOST37] 20,000 lists, each in the one before",
    "notAllowed",
    ({ open }) =>
      byMe(
        ...range(LIMITS.structsPerUpdate).map((at): MadeStruct => ({
          parent: at === 0 ? open : [HIGH, at - 1],
          content: element(at % 2 === 0 ? "bulletList" : "listItem"),
        })),
      ),
  ],
  [
    "[HOST37] 33 lists, each in the one before",
    "notAllowed",
    ({ open }) =>
      byMe(
        ...range(34).map((at): MadeStruct => ({
          parent: at === 0 ? open : [HIGH, at - 1],
          content: element(at % 2 === 0 ? "bulletList" : "listItem"),
        })),
      ),
  ],
  [
    "[HOST38] 200,000 structs of one character",
    "tooLarge",
    ({ text }) =>
      handMade([
        {
          client: HIGH,
          clock: 0,
          structs: range(200_000).map((): MadeStruct => ({
            parent: text,
            content: { kind: "string", text: "x" },
          })),
        },
      ]),
  ],
  [
    "[HOST38] more characters than a section may hold",
    "tooLarge",
    ({ text }) =>
      byMe({ parent: text, content: { kind: "string", text: "x".repeat(LIMITS.charactersPerSection + 1) } }),
  ],
  ...["script", "iframe", "style", "img", "object", "SCRIPT", "doc", "text", "__proto__", ""].map(
    (name) =>
      [
        `[HOST39] a node ${name}`,
        "notAllowed",
        ({ open }: Target) => byMe({ parent: open, content: element(name) }),
      ] as const,
  ),
  [
    "[HOST39] a script in a paragraph",
    "notAllowed",
    ({ paragraph: at }) => byMe({ parent: at, content: element("script") }),
  ],
  [
    "[HOST39] an attribute onclick",
    "notAllowed",
    ({ open }) => byMe({ parent: open, content: paragraph }, attribute("onclick", "alert(1)")),
  ],
  ...[
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>",
    "data\t:text/html,x",
    "https://a.dk/\u0000javascript:",
    "vbscript:x",
    "//a.dk",
    "file:///etc/passwd",
  ].map(
    (href) => [`[HOST40] a link to ${JSON.stringify(href)}`, "notAllowed", mark("link", { href })] as const,
  ),
  [
    "[HOST40] a link whose address is an object",
    "notAllowed",
    mark("link", { href: { toString: "javascript:x" } }),
  ],
  ["[HOST40] a link with a second attribute", "notAllowed", mark("link", { href: null, target: "_top" })],
  ...["javascript:alert(1)", "data:image/svg+xml,<svg onload=x>", "https://a.dk/x.png"].map(
    (src) =>
      [
        `[HOST40] a figure from ${src}`,
        "notAllowed",
        ({ open }: Target) => byMe({ parent: open, content: element("figure") }, attribute("src", src)),
      ] as const,
  ),
  [
    "[HOST41] half a surrogate pair in a text",
    "malformed",
    ({ text }) => byMe({ parent: text, content: { kind: "raw", ref: 4, bytes: [3, 0xed, 0xa0, 0xbd] } }),
  ],
  [
    "[HOST41] half a surrogate pair in an address",
    "notAllowed",
    mark("link", { href: "https://a.dk/\ud83d" }),
  ],
  [
    "[HOST41] turned writing direction in an address",
    "notAllowed",
    mark("link", { href: "https://a.dk/\u202Egpj.exe" }),
  ],
  ...[1e9, 0, -1, 1.5, "2"].map(
    (span) =>
      [
        `[HOST58] a cell over ${JSON.stringify(span)} columns`,
        "notAllowed",
        ({ open }: Target) => byMe(...cellWith(open, "colspan", span)),
      ] as const,
  ),
  ["[HOST58] a cell over 10^9 rows", "notAllowed", ({ open }) => byMe(...cellWith(open, "rowspan", 1e9))],
];

function cellWith(root: string, key: string, value: string | number): readonly MadeStruct[] {
  return [
    { parent: root, content: element("table") },
    { parent: [HIGH, 0], content: element("tableRow") },
    { parent: [HIGH, 1], content: element("tableCell") },
    { parent: [HIGH, 2], key, content: { kind: "any", values: [value] } },
  ];
}

test.each(REFUSED)("%s", async (_title, reason, made) => {
  const room = await HostileRoom.open();
  expect(await room.attack(made(room.target))).toEqual([reason]);
  await room.expectUnharmed();
});

test.each([
  ["[HOST41] NUL and other control characters are text", "a\u0000b\u0001c\u001b[2J"],
  ["[HOST41] turned writing direction is text", "fakt\u202Egpj.exe\u2066x"],
  ["[HOST41] 50,000 combining marks are text", `e${"\u0301".repeat(50_000)}`],
])("%s, and harm nobody", async (_title, words) => {
  const room = await HostileRoom.open();
  const { text, open } = room.target;
  expect(await room.attack(byMe({ parent: text, content: { kind: "string", text: words } }))).toEqual([]);
  expect(await room.bench.room.read((doc) => doc.getXmlFragment(open).toJSON())).toContain(words);
  await room.expectOthersWorkOn();
});
