/** The fixed mix of acts that random suggesting is made of: each a selection and what is done with it. */
import { changeWholeTable, insertTable } from "../../../client/editor/tableExtension.ts";
import type { Random } from "../random.ts";
import type { Hands } from "./hands.ts";

/** With its share of all acts, in per cent. */
const MIX = {
  typing: 30,
  delete: 20,
  replace: 10,
  enterAndJoin: 10,
  format: 10,
  list: 10,
  paste: 5,
  table: 5,
} as const;
export type Kind = keyof typeof MIX;
export const KINDS = Object.keys(MIX) as readonly Kind[];

/** What the caret must stand in or at. */
export type Reach =
  | "caret"
  | "some"
  | "wide"
  | "blockStart"
  | "blockEnd"
  | "inItem"
  | "overItems"
  | "item"
  | "itemEnd"
  | "cell";

export interface Deed {
  readonly kind: Kind;
  readonly what: string;
  readonly reach: Reach;
  /** So often in a row, as a key is pressed. */
  readonly times: number;
  readonly act: (hands: Hands) => unknown;
}

export function randomDeed(random: Random): Deed {
  let left = random.below(100);
  for (const kind of KINDS) {
    left -= MIX[kind];
    if (left < 0) return { kind, times: 1, ...DEEDS[kind](random) };
  }
  throw new Error("the mix is no whole hundred");
}

type Chosen = Omit<Deed, "kind" | "times"> & { readonly times?: number };
type Choice = (random: Random) => Chosen;

/** Typed letter by letter; some stand in the text already. */
const LETTERS = ["ø", "e", "r", "n", "og", "12", "😀", " "] as const;
/** Written at one stroke, as spell checking does. */
const WORDS = ["Godkendt.", " udsat", " MED-udvalget ", "nn"] as const;
const PASTED = [
  "<p>indsat</p>",
  "<p>Et afsnit.</p><p>Et <b>andet</b>.</p>",
  '<p>se <a href="https://nordsund.example/">her</a> og <b>der</b><br>ny linje</p>',
  "<ul><li>et</li><li>to</li></ul>",
  "<h2>Overskrift</h2><p>og tekst</p>",
] as const;

/** Where a kind of act allows it, it is done to a selection in six cases of ten. */
const someOrCaret = (random: Random): Reach =>
  random.chance(0.6) ? (random.chance(0.2) ? "wide" : "some") : "caret";
const some = (random: Random): Reach => (random.chance(0.2) ? "wide" : "some");
const inItems = (random: Random): Reach => (random.chance(0.6) ? "overItems" : "inItem");

const DEEDS: Readonly<Record<Kind, Choice>> = {
  typing: (random) => {
    const letters = random.pick(LETTERS);
    const words = random.pick(WORDS);
    if (random.chance(0.6))
      return { what: `type «${letters}»`, reach: "caret", act: (hands) => hands.type(letters) };
    return { what: `write «${words}»`, reach: "caret", act: ({ editor }) => insert(editor, words) };
  },
  delete: (random) => {
    const key = random.pick(["Backspace", "Delete"] as const);
    const reach = someOrCaret(random);
    if (reach !== "caret") return { what: key, reach, act: (hands) => hands.press(key) };
    return { what: key, reach, times: 1 + random.below(3), act: (hands) => hands.press(key) };
  },
  replace: (random) => {
    const letters = random.pick(LETTERS);
    return { what: `type over «${letters}»`, reach: some(random), act: (hands) => hands.type(letters) };
  },
  enterAndJoin: (random) =>
    random.pick<Choice>([
      () => ({ what: "Enter", reach: "caret", act: (hands) => hands.press("Enter") }),
      () => ({ what: "Enter", reach: "some", act: (hands) => hands.press("Enter") }),
      () => ({ what: "Enter at the end", reach: "blockEnd", act: (hands) => hands.press("Enter") }),
      () => ({
        what: "Shift+Enter",
        reach: someOrCaret(random),
        act: (hands) => hands.press("Enter", 1, { shiftKey: true }),
      }),
      () => ({ what: "Backspace", reach: "blockStart", act: (hands) => hands.press("Backspace") }),
      () => ({ what: "Delete", reach: "blockEnd", act: (hands) => hands.press("Delete") }),
    ])(random),
  format: (random) =>
    random.pick<Choice>([
      () => ({ what: "bold", reach: some(random), act: (hands) => hands.do((to) => to.toggleBold()) }),
      () => ({ what: "italic", reach: some(random), act: (hands) => hands.do((to) => to.toggleItalic()) }),
      () => ({
        what: "link",
        reach: some(random),
        act: (hands) => hands.do((to) => to.setMark("link", { href: "https://nordsund.example/" })),
      }),
      () => ({
        what: "no link",
        reach: some(random),
        act: (hands) => hands.do((to) => to.unsetMark("link")),
      }),
      () => ({
        what: "heading",
        reach: someOrCaret(random),
        act: (hands) => hands.do((to) => to.toggleHeading({ level: 4 })),
      }),
    ])(random),
  list: (random) =>
    random.pick<Choice>([
      () => ({ what: "add an item", reach: "itemEnd", act: (hands) => hands.press("Enter") }),
      () => ({ what: "delete an item", reach: "item", act: (hands) => hands.press("Delete") }),
      () => ({
        what: "indent",
        reach: inItems(random),
        act: (hands) => hands.do((to) => to.sinkListItem("listItem")),
      }),
      () => ({
        what: "lift",
        reach: inItems(random),
        act: (hands) => hands.do((to) => to.liftListItem("listItem")),
      }),
      () => ({
        what: "bullets",
        reach: someOrCaret(random),
        act: (hands) => hands.do((to) => to.toggleBulletList()),
      }),
      () => ({
        what: "numbers",
        reach: someOrCaret(random),
        act: (hands) => hands.do((to) => to.toggleOrderedList()),
      }),
    ])(random),
  paste: (random) => {
    const html = random.pick(PASTED);
    return { what: `paste ${html}`, reach: someOrCaret(random), act: (hands) => hands.paste(html) };
  },
  table: (random) => {
    const command = random.pick([
      "addRowAfter",
      "addRowBefore",
      "deleteRow",
      "addRowAfter",
      "deleteRow",
      "deleteTable",
      "insertTable",
      "addColumnAfter",
    ] as const);
    if (command === "insertTable")
      return { what: command, reach: "caret", act: ({ editor }) => insertTable(editor) };
    return {
      what: command,
      reach: "cell",
      act: ({ editor }) => changeWholeTable(editor, (commands) => commands[command]()),
    };
  },
};

function insert({ state, view }: Hands["editor"], words: string): void {
  view.dispatch(state.tr.insertText(words));
}
