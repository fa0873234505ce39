import { splitBlock } from "@tiptap/pm/commands";
import { Node } from "@tiptap/pm/model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "@tiptap/pm/schema-list";
import { type Command, EditorState, TextSelection } from "@tiptap/pm/state";
import { expect, test } from "vitest";
import { richTextOf } from "../../shared/document/fragmentText.ts";
import type { RichNode, RichText } from "../../shared/meeting/richText.ts";
import { resolvedText } from "../../shared/suggestion/resolvedText.ts";
import { type Random, randomOf } from "../support/random.ts";
import { nodeAt, placesIn, replaced } from "../support/randomSuggestions.ts";
import { randomText } from "../support/randomTexts.ts";
import { stamp, stamped } from "../support/suggested.ts";
import { fragmentOf } from "./resolvedCases.ts";
import { proseMirrorSchema, textOf } from "./sampleText.ts";

const SEEDS = 60;
const schema = proseMirrorSchema();
const LIST_ITEM = schema.nodes["listItem"] ?? expect.fail("no list item");

/** In normal form, whoever made it. */
const asRead = (text: RichText) => richTextOf(fragmentOf(text));

type Place = readonly number[];

/** The position before the block at this place. */
function positionOf(doc: Node, place: Place): number {
  let [node, position] = [doc, -1];
  for (const index of place) {
    position += 1;
    for (let nth = 0; nth < index; nth += 1) position += node.child(nth).nodeSize;
    node = node.child(index);
  }
  return position;
}

function byCommand(text: RichText, command: Command, from: (doc: Node) => number, to = from): RichText {
  const doc = Node.fromJSON(schema, text);
  const selection = TextSelection.create(doc, from(doc), to(doc));
  let state = EditorState.create({ doc, selection });
  command(state, (tr) => (state = state.apply(tr)));
  // ProseMirror's JSON of a document of this schema.
  return asRead(state.doc.toJSON() as RichText);
}

function accepted(text: RichText, place: Place, change: (node: RichNode) => RichNode): RichText {
  return resolvedText(asRead(replaced(text, place, change)), "all", "accept");
}

const isText = (node: RichNode | undefined) => ["paragraph", "heading", "figure"].includes(node?.type ?? "");
function eachSeed(
  isMeant: (text: RichText, place: Place) => boolean,
  check: (text: RichText, place: Place, random: Random) => void,
) {
  let seen = 0;
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const random = randomOf(seed);
    const text = asRead(textOf(...randomText(random)));
    for (const place of placesIn(text).filter((one) => isMeant(text, one))) {
      seen += 1;
      try {
        check(text, place, random);
      } catch (error) {
        throw new Error(`seed ${seed}, place ${place.join(".")}\n${JSON.stringify(text)}`, { cause: error });
      }
    }
  }
  expect(seen).toBeGreaterThan(SEEDS / 4);
}

const isItemWithText = (text: RichText, place: Place) => {
  const node = nodeAt(text, place);
  return node?.type === "listItem" && isText(node.content?.[0]);
};

test.each([1, -1])("[SUG54] an item moved by %i is where the editor's own command takes it", (depth) => {
  eachSeed(isItemWithText, (text, place) => {
    const moved = accepted(text, place, (item) => stamped(item, { sMove: [{ ...stamp("A"), depth }] }));
    const command = depth > 0 ? sinkListItem(LIST_ITEM) : liftListItem(LIST_ITEM);
    expect(moved).toEqual(byCommand(text, command, (doc) => positionOf(doc, place) + 2));
  });
});

/** With words in the text block before it. */
function hasTextBefore(text: RichText, place: Place): boolean {
  const before = textBefore(text, place);
  return before !== undefined && nodeAt(text, before)?.content !== undefined;
}

function textBefore(text: RichText, place: Place): Place | undefined {
  const texts = placesIn(text).filter((one) => isText(nodeAt(text, one)));
  return texts[texts.findIndex((one) => one.join() === place.join()) - 1];
}

test("[SUG54] what is joined reads as after a deletion from the one block into the other", () => {
  eachSeed(hasTextBefore, (text, place) => {
    const before = textBefore(text, place) ?? [];
    const joined = accepted(text, place, (block) => stamped(block, { sJoin: ["A"] }));
    const size = (doc: Node) => doc.nodeAt(positionOf(doc, before))?.content.size ?? 0;
    const byDeletion = byCommand(
      text,
      (state, dispatch) => {
        dispatch?.(state.tr.deleteSelection());
        return true;
      },
      (doc) => positionOf(doc, before) + 1 + size(doc),
      (doc) => positionOf(doc, place) + 1,
    );
    expect(joined).toEqual(byDeletion);
  });
});

const isLongText = (text: RichText, place: Place) => {
  const node = nodeAt(text, place);
  return isText(node) && (node?.content?.[0]?.text?.length ?? 0) > 3;
};

test("[SUG54] a text is split as Enter splits it, and its list item with it", () => {
  eachSeed(isLongText, (text, place) => {
    const at = 3;
    const split = accepted(text, place, (block) => {
      const [first, ...rest] = block.content ?? [];
      const words = first?.text ?? "";
      const mark = { type: "insertion", attrs: { ...stamp("A") } };
      return {
        ...block,
        content: [
          { ...first, type: "text", text: words.slice(0, at) },
          { type: "text", text: "\u2029", marks: [mark] },
          { ...first, type: "text", text: words.slice(at) },
          ...rest,
        ],
      };
    });
    const isInItem = nodeAt(text, place.slice(0, -1))?.type === "listItem";
    const command = isInItem ? splitListItem(LIST_ITEM) : splitBlock;
    expect(split).toEqual(byCommand(text, command, (doc) => positionOf(doc, place) + 1 + at));
  });
});

const isLoneText = (text: RichText, [index = 0, ...deeper]: Place) => {
  const around = [text.content[index - 1], text.content[index + 1]];
  const isText = ["paragraph", "heading"].includes(text.content[index]?.type ?? "");
  return isText && deeper.length === 0 && !around.some((node) => node?.type.endsWith("List") === true);
};

test("[SUG54] a block becomes an item as the editor's own command makes it one", () => {
  const list = schema.nodes["bulletList"] ?? expect.fail("no list");
  eachSeed(isLoneText, (text, place) => {
    const wrapped = accepted(text, place, (block) =>
      stamped(block, { sWrap: [{ ...stamp("A"), list: "bulletList" }] }),
    );
    expect(wrapped).toEqual(byCommand(text, wrapInList(list), (doc) => positionOf(doc, place) + 1));
  });
});
