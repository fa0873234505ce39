/** Structure as suggestions: accepting gives what the plain act gives, rejecting what was there, and no base item is touched. */
import { expect, test } from "vitest";
import { problemsOf } from "../../shared/document/validate.ts";
import { insertTable } from "../../client/editor/tableExtension.ts";
import type { RichNode, RichText } from "../../shared/meeting/richText.ts";
import { randomOf } from "../support/random.ts";
import { structureActAtRandom, textAtRandom } from "../support/structureActs.ts";
import {
  accepted,
  type Act,
  doc,
  h,
  itemIds,
  key,
  li,
  mark,
  nested,
  ol,
  on,
  p,
  Pair,
  plainEditor,
  read,
  rejected,
  suggestingEditor,
  table,
  td,
  th,
  three,
  tr,
  ul,
  write,
} from "../support/structureBench.ts";

function both(content: readonly RichNode[], ...acts: readonly Act[]): Pair {
  const pair = new Pair(content);
  for (const act of acts) pair.make(act);
  pair.expectBaseKept();
  return pair;
}

const bullets: Act = (editor) => editor.commands.toggleBulletList();
const numbers: Act = (editor) => editor.commands.toggleOrderedList();
const heading: Act = (editor) => editor.commands.toggleHeading({ level: 4 });
const sink: Act = (editor) => editor.commands.sinkListItem("listItem");
const lift: Act = (editor) => editor.commands.liftListItem("listItem");

const before =
  (words: string, name: string): Act =>
  (editor) => {
    mark(editor, words, words);
    editor.commands.setTextSelection(editor.state.selection.from);
    return key(name)(editor);
  };
/** The first two lists: by itself the key takes the first item out. */
const join: Act = ({ state, view }) => view.dispatch(state.tr.join(state.doc.child(0).nodeSize));

test.each<[string, readonly RichNode[], Act]>([
  ["a paragraph becomes a heading", [p("Et"), p("To")], on("Et", undefined, heading)],
  ["several become headings", [p("Et"), p("To"), p("Tre")], on("Et", "To", heading)],
  ["a heading becomes a paragraph", [h("Et")], on("Et", undefined, heading)],
  ["bullets become numbers", [three], on("To", undefined, numbers)],
  ["numbers beside bullets join them", [ul(li(p("Et"))), ol(li(p("To")))], on("To", undefined, bullets)],
  ["paragraphs become a list", [p("Et"), p("To"), h("Tre")], on("Et", "Tre", bullets)],
  ["a paragraph joins the list before", [ul(li(p("Et"))), p("To")], on("To", undefined, bullets)],
  ["a paragraph joins two lists", [three, p("Fire"), ul(li(p("Fem")))], on("Fire", undefined, bullets)],
  ["paragraph and list become one list", [p("Et"), ul(li(p("To")), li(p("Tre")))], on("Et", "To", bullets)],
  ["list and paragraph become numbers", [three, p("Fire")], on("To", "Fire", numbers)],
  ["two lists become one of numbers", [ul(li(p("Et"))), p("To"), ol(li(p("Tre")))], on("Et", "Tre", numbers)],
  ["one item leaves the list", [three], on("To", undefined, bullets)],
  ["the first leaves the list", [three], on("Et", undefined, bullets)],
  ["all leave the list", [three], on("Et", "Tre", bullets)],
  [
    "items of two lists leave them",
    [three, p("Fire"), ul(li(p("Fem")), li(p("Seks")))].slice(0, 1),
    on("To", "Tre", bullets),
  ],
  [
    "items leave two lists",
    [ul(li(p("Et")), li(p("To"))), h("x"), ul(li(p("Tre")), li(p("Fire")))].filter(
      (b) => b.type !== "heading",
    ),
    on("To", "Tre", bullets),
  ],
  ["an inner item goes out", [nested], on("Ude", undefined, lift)],
  ["an inner item takes those after it along", [nested], on("Inde", undefined, lift)],
  ["inner and outer items leave together", [nested], on("Ude", "To", lift)],
  ["an item with children leaves", [nested], on("Et", undefined, lift)],
  ["an item goes in", [three], on("To", undefined, sink)],
  ["two items go in", [three], on("To", "Tre", sink)],
  [
    "an item with children goes in",
    [ul(li(p("Nul")), li(p("Et"), ul(li(p("Inde")))))],
    on("Et", undefined, sink),
  ],
  ["Backspace takes the first item out", [three], before("Et", "Backspace")],
  ["Backspace takes the first inner item out", [nested], before("Inde", "Backspace")],
  ["Backspace joins an item with the one before", [three], before("To", "Backspace")],
  ["Backspace joins a paragraph with the list before", [three, p("Fire")], before("Fire", "Backspace")],
  [
    "Backspace joins a list of another kind with the list before, and not with the one behind",
    [ul(li(p("Et"))), ol(li(p(), p("To")), li(p("Tre"))), ul(li(p("Fire")))],
    join,
  ],
  ["Delete before a list takes its first item out", [p("Nul"), three], on("Nul", undefined, key("Delete"))],
  [
    "Enter in an empty item takes it out",
    [ul(li(p("Et")), li(p()), li(p("Tre")))],
    (editor) => {
      mark(editor, "Et");
      editor.commands.setTextSelection(editor.state.selection.from + 4);
      return key("Enter")(editor);
    },
  ],
  ["Enter at the end of an item adds one", [three], on("To", undefined, key("Enter"))],
])("[SUG85] %s", (_title, content, act) => {
  const { plain, suggesting } = both(content, act);
  expect(accepted(suggesting)).toEqual(read(plain));
});

test.each<[string, readonly RichNode[], readonly Act[]]>([
  ["heading twice", [p("Et")], [on("Et", undefined, heading), on("Et", undefined, heading)]],
  ["in and out", [three], [on("To", undefined, sink), on("To", undefined, lift)]],
  ["list twice", [p("Et"), p("To")], [on("Et", "To", bullets), on("Et", "To", bullets)]],
  ["out of the list and back", [three], [on("To", undefined, bullets), on("To", undefined, bullets)]],
  ["numbers, and bullets again", [three], [on("To", undefined, numbers), on("To", undefined, bullets)]],
  [
    "row added and deleted",
    [table(tr(td(p("Et"))))],
    [
      on("Et", undefined, (editor) => editor.commands.addRowAfter() && editor.commands.goToNextCell()),
      (editor) => editor.commands.deleteRow(),
    ],
  ],
])("[SUG86] taken back by the same hand, nothing stays: %s", (_title, content, acts) => {
  const { suggesting, base } = both(content, ...acts);
  expect(read(suggesting)).toEqual(base);
});

test.each<[string, readonly Act[]]>([
  ["goes on with an item", [key("Enter"), write("To")]],
  ["and an empty one ends the list", [key("Enter"), write("To"), key("Enter"), key("Enter"), write("Nyt")]],
])("[SUG85] Enter behind a paragraph that becomes an item %s", (_title, acts) => {
  const { plain, suggesting } = both([p("Et"), h("Rest")], on("Et", undefined, bullets), ...acts);
  expect(accepted(suggesting)).toEqual(read(plain));
});

const newList: Act = (editor) => {
  editor.commands.insertContentAt(0, [p("Nyt")]);
};

test.each<[string, readonly RichNode[], readonly Act[]]>([
  ["a new item goes in and out", [three], [on("To", undefined, key("Enter")), sink, lift]],
  ["an empty new item leaves the list", [three], [on("Tre", undefined, key("Enter")), key("Enter")]],
  ["a new paragraph becomes a list", [p("Et")], [newList, on("Nyt", undefined, bullets)]],
  ["a new paragraph becomes a heading", [p("Et")], [newList, on("Nyt", undefined, heading)]],
  [
    "a new table gets a row",
    [p("Et")],
    [on("Et", undefined, insertTable), (editor) => editor.commands.addRowAfter()],
  ],
  [
    "a new table loses a column",
    [p("Et")],
    [on("Et", undefined, insertTable), (editor) => editor.commands.deleteColumn()],
  ],
])("[SUG88] %s", (_title, content, acts) => {
  const { plain, suggesting } = both(content, ...acts);
  expect(accepted(suggesting)).toEqual(read(plain));
  expect(JSON.stringify(read(suggesting))).not.toMatch(/"s(?:Move|Fmt|Wrap|Del)"/u);
});

const week = table(tr(th(p("Uge")), th(p("Timer"))), tr(td(p("23")), td(p("46"))), tr(td(p("24")), td(p())));

test.each<[string, Act]>([
  ["row after", (editor) => editor.commands.addRowAfter()],
  ["row before", (editor) => editor.commands.addRowBefore()],
  ["row deleted", (editor) => editor.commands.deleteRow()],
  ["column after", (editor) => editor.commands.addColumnAfter()],
  ["column before", (editor) => editor.commands.addColumnBefore()],
  ["column deleted", (editor) => editor.commands.deleteColumn()],
  ["header row", (editor) => editor.commands.toggleHeaderRow()],
  ["table deleted", (editor) => editor.commands.deleteTable()],
])("[SUG87] in a table: %s", (_title, act) => {
  const { plain, suggesting } = both([p("Før"), week, p("Efter")], on("46", undefined, act));
  expect(accepted(suggesting)).toEqual(read(plain));
});

const marks = (node: RichNode) => (node.marks === undefined ? "" : JSON.stringify(node.marks));

/** `bulletList(listItem(paragraph(Et)))`. */
function brief(node: RichNode | RichText): string {
  const words = (node.content ?? []).map((child) =>
    "text" in child ? `${child.text}${marks(child)}` : brief(child),
  );
  return `${node.type}(${words.join(" ")})`;
}

const SEEDS = Number(process.env["STRUCTURE_SEEDS"] ?? 60);

/** What the plain act may leave behind empty is drawn by nobody; an accepted suggestion takes it along. */
function withoutEmptied(node: RichNode): readonly RichNode[] {
  const content = node.content?.flatMap((child) => withoutEmptied(child));
  const goes = ["bulletList", "orderedList", "table", "tableRow"].includes(node.type);
  if (goes && (content ?? []).length === 0) return [];
  return [content === undefined ? node : { ...node, content }];
}

const isSame = (left: RichText, right: RichText) =>
  brief(doc(...left.content.flatMap((node) => withoutEmptied(node)))) ===
  brief(doc(...right.content.flatMap((node) => withoutEmptied(node))));

const count = (counted: Map<string, Map<string, number>>, name: string, said: string) => {
  const named = counted.get(name) ?? new Map<string, number>();
  counted.set(name, named.set(said, (named.get(said) ?? 0) + 1));
};

const figures = (counted: Map<string, Map<string, number>>) =>
  [...counted].map(([name, each]) => `${name} ${JSON.stringify(Object.fromEntries(each))}`).join("\n");

test("[SUG89] random acts on blocks of random texts: few are refused, and all others mean what was done", () => {
  const counted = new Map<string, Map<string, number>>();
  const wrong: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = randomOf(seed);
    const base = textAtRandom(random);
    const plain = plainEditor(base);
    const suggesting = suggestingEditor(base);
    const act = structureActAtRandom(random, plain.editor);
    const ids = itemIds(suggesting.fragment);
    act?.make(plain.editor);
    const said = act === undefined ? "nothing" : suggesting.act(act.make);
    const isAnew = /"insertion"/u.test(JSON.stringify(read(suggesting)));
    count(counted, act?.name ?? "none", isAnew ? "anew" : said);
    const after = itemIds(suggesting.fragment);
    const story = `${seed} ${act?.name} ${said}\n${brief(base)}\n${brief(read(plain))}\n${brief(accepted(suggesting))}`;
    if (brief(rejected(suggesting)) !== brief(base)) wrong.push(`base ${story}`);
    if (![...ids].every((id) => after.has(id))) wrong.push(`items ${story}`);
    if (said === "suggested" && !isSame(accepted(suggesting), read(plain))) wrong.push(`plain ${story}`);
    plain.editor.destroy();
    suggesting.editor.destroy();
  }
  console.info(figures(counted));
  expect(wrong).toEqual([]);
}, 60_000);

test("[SUG89] act upon act, what stood there and other people's words are untouched", () => {
  const counted = new Map<string, Map<string, number>>();
  const wrong: string[] = [];
  for (let seed = 1; seed <= SEEDS / 2; seed++) {
    const random = randomOf(100_000 + seed);
    const base = textAtRandom(random);
    const suggesting = suggestingEditor(base);
    const ids = itemIds(suggesting.fragment);
    const names: string[] = [];
    for (let step = 0; step < 6; step++) {
      const act = structureActAtRandom(random, suggesting.editor);
      const said = act === undefined ? "nothing" : suggesting.act(act.make);
      names.push(act?.name ?? "none");
      count(counted, act?.name ?? "none", said);
      const after = itemIds(suggesting.fragment);
      const story = `${seed} ${names.join(" ")}\n${brief(base)}\n${brief(rejected(suggesting))}`;
      if (brief(rejected(suggesting)) !== brief(base)) wrong.push(`base ${story}`);
      if (![...ids].every((id) => after.has(id))) wrong.push(`items ${story}`);
      if (problemsOf(read(suggesting)).length > 0) wrong.push(`problems ${story}`);
      if (problemsOf(accepted(suggesting)).length > 0) wrong.push(`accepted ${story}`);
      if (wrong.length > 0) break;
    }
    suggesting.editor.destroy();
  }
  console.info(figures(counted));
  expect(wrong).toEqual([]);
}, 60_000);
