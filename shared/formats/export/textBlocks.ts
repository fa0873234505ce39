/**
 * Rich text as paragraphs of plain text: lists with their markers, tables with TABs, links as
 * `[text](#)`. Text that only looks like structure gets a backslash, which the importer takes away.
 */
import type { Mark, RichNode, RichText } from "../../meeting/richText.ts";

/** What the importer would read as a heading, an item, a list or a rule. */
const LOOKS_LIKE_STRUCTURE = [
  /^(?:Resum[ée]|Sagsfremstilling|Økonomi|Lovgrundlag|Indstilling|Beslutning|Bilag|Sagsforløb|Indholdsfortegnelse)\s*:?\s*$/u,
  /^(?:RESUM[ÉE]|SAGSFREMSTILLING|ØKONOMI|LOVGRUNDLAG|INDSTILLING|BESLUTNING|BILAG)\s*:?\s*$/u,
  /^(?:Punkt|PUNKT|Pkt|PKT|Dagsordenspunkt)\.?\s*(?:nr\.?\s*)?\d{1,4}(?:\s*[:.)–-]|\s+[\p{Lu}\d(«"”]|\s*$)/u,
  /^(?:Beslutning (?:i|fra|for)|Side \d|Figur \d+\s*[-–:.])/u,
  /^(?:[-•*·▪◦‣]\s|[-•▪◦‣]\p{Lu}|[1a][.)]\s)/u,
  /^(?:#|\\|\||!\[|---)/u,
];

export function richTextAsLines(text: RichText): readonly string[] {
  return text.content.map((block) => blockText(block)).filter((block) => block.trim() !== "");
}

/** A name that looks like structure must not become a section when the text is read again. */
export function attachmentLine(name: string): string {
  return escaped(oneLine(name));
}

function blockText(block: RichNode): string {
  switch (block.type) {
    case "bulletList":
    case "orderedList":
      return listLines(block, 0).join("\n");
    case "table":
      return tableText(block);
    case "heading":
      return `#### ${oneLine(inlineText(block))}`;
    case "figure":
      return figureText(oneLine(inlineText(block)));
    default:
      return inlineText(block).split("\n").map(escaped).join("\n");
  }
}

function figureText(caption: string): string {
  return /^Figur \d{1,3}\s*[-–:.]\s*\S/u.test(caption) ? caption : `![${caption}]()`;
}

function listLines(list: RichNode, depth: number): readonly string[] {
  const start = Number(list.attrs?.["start"] ?? 1);
  return (list.content ?? []).flatMap((item, index) => {
    const marker = list.type === "bulletList" ? "-" : orderedMarker(list, start + index);
    const [first, ...rest] = item.content ?? [];
    const isText = first?.type === "paragraph" || first?.type === "heading";
    const own = isText ? inlineText(first).split("\n") : [""];
    const indent = "  ".repeat(depth);
    const lines = own.map((line, at) =>
      at === 0 ? `${indent}${marker} ${line}` : `${indent}  ${escaped(line)}`,
    );
    return [
      ...lines,
      ...(isText ? rest : (item.content ?? [])).flatMap((block) => nestedLines(block, depth + 1)),
    ];
  });
}

function nestedLines(block: RichNode, depth: number): readonly string[] {
  if (block.type === "bulletList" || block.type === "orderedList") return listLines(block, depth);
  return blockText(block)
    .split("\n")
    .map((line) => `${"  ".repeat(depth)}${line}`);
}

function orderedMarker(list: RichNode, value: number): string {
  const isLetter = list.attrs?.["type"] === "a" && value >= 1 && value <= 26;
  return `${isLetter ? String.fromCodePoint(96 + value) : value}.`;
}

function tableText(table: RichNode): string {
  const rows = (table.content ?? []).map((row) => (row.content ?? []).map(cellText));
  const isHeader = table.content?.[0]?.content?.some(({ type }) => type === "tableHeader") === true;
  // One column has no TAB to part it; Markdown rows have their edges.
  const isNarrow = rows.some((cells) => cells.length < 2 || cells[0] === "");
  const lines = rows.map((cells) => (isNarrow ? `| ${cells.join(" | ")} |` : cells.join("\t")));
  const rule = (rows[0] ?? []).map(() => "---").join(isNarrow ? " | " : "\t");
  const [first = "", ...others] = lines;
  return [first, ...(isHeader ? [isNarrow ? `| ${rule} |` : rule] : []), ...others].join("\n");
}

function cellText(cell: RichNode): string {
  return oneLine((cell.content ?? []).map((block) => blockText(block)).join(" "));
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

function inlineText(node: RichNode): string {
  return (node.content ?? [])
    .map((child) => (child.type === "hardBreak" ? "\n" : marked(child.text ?? "", child.marks ?? [])))
    .join("");
}

function marked(text: string, marks: readonly Mark[]): string {
  const [, before = "", inner = "", after = ""] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? [];
  if (inner === "") return text;
  const has = (type: string) => marks.some((mark) => mark.type === type);
  const link = marks.find((mark) => mark.type === "link");
  const href = link?.attrs?.["href"];
  const linked = link === undefined ? inner : `[${inner}](${typeof href === "string" ? href : "#"})`;
  const stars = "*".repeat((has("bold") ? 2 : 0) + (has("italic") ? 1 : 0));
  return `${before}${stars}${linked}${stars}${after}`;
}

function escaped(line: string): string {
  return LOOKS_LIKE_STRUCTURE.some((pattern) => pattern.test(line.trimStart().slice(0, 80)))
    ? `\\${line.trimStart()}`
    : line;
}
