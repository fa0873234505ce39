/** Section texts in one line each, and the one that random edits begin with. */
import type { Mark, RichNode, RichText } from "../../../shared/meeting/richText.ts";

type Inline = string | RichNode;

export const textOf = (...content: RichNode[]): RichText => ({ type: "doc", content });
export const run = (words: string, ...marks: Mark[]): RichNode => ({
  type: "text",
  text: words,
  ...(marks.length > 0 && { marks }),
});
export const BOLD: Mark = { type: "bold" };
export const linkTo = (href: string): Mark => ({ type: "link", attrs: { href } });
export const LINE: RichNode = { type: "hardBreak" };

const inlines = (content: readonly Inline[]): Pick<RichNode, "content"> =>
  content.length === 0 || content[0] === ""
    ? {}
    : { content: content.map((each) => (typeof each === "string" ? run(each) : each)) };

export const p = (...content: Inline[]): RichNode => ({ type: "paragraph", ...inlines(content) });
export const h = (...content: Inline[]): RichNode => ({
  type: "heading",
  attrs: { level: 4 },
  ...inlines(content),
});
/** Strings become items with one paragraph. */
export const list = (...items: (string | readonly RichNode[])[]): RichNode => ({
  type: "bulletList",
  content: items.map((each) => ({
    type: "listItem",
    content: typeof each === "string" ? [p(each)] : each,
  })),
});
/** Rows of cells; the first row is the header. */
export const table = (...rows: (readonly string[])[]): RichNode => ({
  type: "table",
  content: rows.map((cells, row) => ({
    type: "tableRow",
    content: cells.map((words) => ({
      type: row === 0 ? "tableHeader" : "tableCell",
      attrs: { colspan: 1, rowspan: 1 },
      content: [p(words)],
    })),
  })),
});
export const figure = (caption: string): RichNode => ({
  type: "figure",
  attrs: { alt: "Kort over hallen" },
  content: [run(caption)],
});

export const OF_ALL_KINDS = textOf(
  h("Baggrund"),
  p("Punktet blev ", run("drøftet", BOLD), " kort.", LINE, "Ny vagtplan fra uge 34."),
  p("Forvaltningen indstiller, at planen godkendes med et par rettelser."),
  list("Svømmehallen", [p("Biblioteket"), list("Filialen i Nord", "Filialen i Syd")], "Museet"),
  table(["Uge", "Timer"], ["23", "46"], ["24", "40"]),
  p("Se ", run("planen", linkTo("https://nordsund.example/plan")), " for detaljer."),
  figure("Figur 1"),
  p("Udvalget følger op."),
);
