/**
 * The editor's schema, made from the one table of node and mark types. Names, content, attributes
 * and defaults come from there (a test compares the result with it); here is only how each is
 * parsed from pasted HTML, drawn while editing, and typed.
 */
import { type CommandProps, type Extensions, Mark, Node } from "@tiptap/core";
import type { Command } from "@tiptap/pm/state";
import { Bold } from "@tiptap/extension-bold";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { Italic } from "@tiptap/extension-italic";
import { BulletList, ListItem, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { Text } from "@tiptap/extension-text";
import { wrappingInputRule } from "@tiptap/core";
import { isAllowedHref, MARKS, NODES, SUB_HEADING_LEVEL } from "../../shared/document/schema.ts";
import { markedAttributes, type SuggestionMarkName } from "../../shared/document/markedText.ts";
import { liftEmptyItem, liftFirstItem, liftNextItem, toggleList } from "./lists.ts";
import { attributesOf, drawn, parsed } from "./schemaAttributes.ts";
import { SectionTable } from "./tableExtension.ts";

/** Sub-headings have one level, whatever the pasted one had. */
const PASTED_HEADINGS = [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}` }));

/** In the order of the table: ProseMirror fills what is empty with the first block that fits. */
export function schemaExtensions(): Extensions {
  return [...blockExtensions(), ...tableExtensions(), ...markExtensions()];
}

/** As the editor's own commands are made. */
const does =
  (act: Command) =>
  ({ state, dispatch }: CommandProps): boolean =>
    act(state, dispatch);

function blockExtensions(): Extensions {
  return [
    Document.extend({ content: NODES.doc.content }),
    Text,
    Paragraph.extend({
      content: NODES.paragraph.content,
      addAttributes: () => attributesOf(NODES.paragraph.attrs),
      addKeyboardShortcuts: () => ({}),
    }),
    Heading.configure({ levels: [SUB_HEADING_LEVEL] }).extend({
      content: NODES.heading.content,
      addAttributes: () => attributesOf(NODES.heading.attrs),
      parseHTML: () => PASTED_HEADINGS,
      // AltGr is Ctrl+Alt on a Danish keyboard, and `####` is no habit of a secretary.
      addKeyboardShortcuts: () => ({}),
      addInputRules: () => [],
    }),
    BulletList.extend({
      content: NODES.bulletList.content,
      addAttributes: () => attributesOf(NODES.bulletList.attrs),
      addCommands: () => ({ toggleBulletList: () => does(toggleList("bulletList")) }),
    }),
    SectionOrderedList,
    ListItem.extend({
      content: NODES.listItem.content,
      addAttributes: () => attributesOf(NODES.listItem.attrs),
      addKeyboardShortcuts() {
        const { editor, name } = this;
        const command = (act: Command) => editor.commands.command(does(act));
        return {
          ...this.parent?.(),
          Enter: () => editor.commands.splitListItem(name) || command(liftEmptyItem),
          Backspace: () => command(liftFirstItem),
          Delete: () => command(liftNextItem),
        };
      },
    }),
    Figure,
    HardBreak.extend({
      addAttributes: () => attributesOf(NODES.hardBreak.attrs),
      // A break that is to go needs an element that can show it.
      renderHTML: ({ HTMLAttributes }) =>
        "class" in HTMLAttributes ? ["span", HTMLAttributes, ["br"]] : ["br"],
    }),
  ];
}

const SectionOrderedList = OrderedList.extend({
  content: NODES.orderedList.content,
  addAttributes: () =>
    attributesOf(NODES.orderedList.attrs, {
      start: [parsed.wholeNumber("start"), drawn.unless(1)],
      type: [parsed.listType, drawn.unless(null)],
    }),
  renderHTML: ({ HTMLAttributes }) => ["ol", HTMLAttributes, 0],
  addCommands: () => ({ toggleOrderedList: () => does(toggleList("orderedList")) }),
  // Only `1. `: a line that begins with «24. marts» is a date, not a list.
  addInputRules() {
    return [wrappingInputRule({ find: /^1\.\s$/u, type: this.type })];
  },
});

/** The picture is lost and only its caption is written on. */
const Figure = Node.create({
  name: "figure",
  group: NODES.figure.group,
  content: NODES.figure.content,
  defining: true,
  addAttributes: () =>
    attributesOf(NODES.figure.attrs, { alt: [parsed.text("data-alt"), drawn.as("data-alt")] }),
  parseHTML: () => [{ tag: "figure", contentElement: "figcaption" }],
  renderHTML: ({ node, HTMLAttributes }) => {
    const alt: unknown = node.attrs.alt;
    const picture = {
      class: "lost-picture",
      role: "img",
      "aria-label": String(alt),
      contenteditable: "false",
    };
    return alt === ""
      ? ["figure", HTMLAttributes, ["figcaption", 0]]
      : ["figure", HTMLAttributes, ["div", picture], ["figcaption", 0]];
  },
});

function tableExtensions(): Extensions {
  const cell = {
    colspan: [parsed.wholeNumber("colspan"), drawn.unless(1)],
    rowspan: [parsed.wholeNumber("rowspan"), drawn.unless(1)],
  } as const;
  return [
    SectionTable,
    TableRow.extend({
      content: NODES.tableRow.content,
      addAttributes: () => attributesOf(NODES.tableRow.attrs),
    }),
    TableHeader.extend({
      content: NODES.tableHeader.content,
      addAttributes: () => attributesOf(NODES.tableHeader.attrs, cell),
      parseHTML: () => [{ tag: "th" }],
      renderHTML: ({ HTMLAttributes }) => ["th", { scope: "col", ...HTMLAttributes }, 0],
    }),
    TableCell.extend({
      content: NODES.tableCell.content,
      addAttributes: () => attributesOf(NODES.tableCell.attrs, cell),
      parseHTML: () => [{ tag: "td" }],
    }),
  ];
}

function markExtensions(): Extensions {
  return [
    // No `**` or `_` rules: a star is a footnote here.
    Bold.extend({ addInputRules: () => [], addPasteRules: () => [] }),
    Italic.extend({ addInputRules: () => [], addPasteRules: () => [] }),
    Link,
    suggestionMark("insertion", "ins"),
    suggestionMark("deletion", "del"),
    suggestionMark("formatChange", "span"),
  ];
}

export const Link = Mark.create({
  name: "link",
  inclusive: false,
  addAttributes: () => attributesOf(MARKS.link.attrs, { href: [parsed.text("href"), drawn.unless(null)] }),
  parseHTML: () => [
    { tag: "a[href]", getAttrs: (element) => isAllowedHref(element.getAttribute("href")) && null },
    { tag: "span.link-mangler" },
  ],
  renderHTML: ({ mark, HTMLAttributes }) =>
    isAllowedHref(mark.attrs.href) && mark.attrs.href !== null
      ? ["a", { ...HTMLAttributes, rel: "noopener noreferrer" }, 0]
      : ["span", { class: "link-mangler" }, 0],
});

/** In the schema from the start; nothing pasted becomes one, since there is no rule that parses it. */
function suggestionMark(name: SuggestionMarkName, tag: string) {
  const spec = MARKS[name];
  return Mark.create({
    name,
    excludes: spec.excludes,
    inclusive: false,
    addAttributes: () => attributesOf(spec.attrs),
    renderHTML: ({ mark }) => [tag, markedAttributes(name, mark.attrs), 0],
  });
}
