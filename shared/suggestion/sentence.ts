/** What a suggestion says, in one Danish sentence: for its card, the list of resolutions and a printer. */
import { unreachable } from "../meeting/unreachable.ts";
import { type ProposedMark, SUGGESTED_BREAK, SUGGESTED_LINE } from "../document/stamps.ts";
import type { Suggestion, SuggestionPart } from "./suggestion.ts";

/** Parts that say the same are said once. */
export function sentenceOf(suggestion: Suggestion): string {
  const sentences = [
    ...new Set(replacementsOf(withColumns(suggestion.parts)).map((part) => partSentence(part))),
  ];
  const [first = "Forslag", ...others] = sentences.slice(0, SENTENCES_MAX);
  const told = [first, ...others.map((one) => one.charAt(0).toLowerCase() + one.slice(1))].join(", ");
  const more = sentences.length - SENTENCES_MAX;
  // Whoever judges it must know that there is more of it to look at.
  return more > 0 ? `${told} og ${more} ${more === 1 ? "ændring" : "ændringer"} til` : told;
}

const SENTENCES_MAX = 3;
const QUOTE_MAX = 60;

type Replacement = { readonly kind: "replace"; readonly text: string; readonly by: string };

/** Cells come and go by columns: those of one suggestion are told once, where the first of them is, with all their words. */
function withColumns(parts: readonly SuggestionPart[]): readonly SuggestionPart[] {
  const told: SuggestionPart[] = [];
  for (const part of parts) {
    const place = told.findIndex((one) => isCell(one) && isCell(part) && one.kind === part.kind);
    const column = told[place];
    if (column === undefined || !isCell(column) || !isCell(part)) told.push(part);
    else told[place] = { ...column, text: `${column.text} ${part.text}` };
  }
  return told;
}

type BlockPart = Extract<SuggestionPart, { readonly kind: "insertBlock" | "deleteBlock" }>;
const CELLS: ReadonlySet<string> = new Set(["tableCell", "tableHeader"]);

function isCell(part: SuggestionPart): part is BlockPart {
  return (part.kind === "insertBlock" || part.kind === "deleteBlock") && CELLS.has(part.block);
}

/** Words deleted and words added at one place are one replacement. */
function replacementsOf(parts: readonly SuggestionPart[]): readonly (SuggestionPart | Replacement)[] {
  const told: (SuggestionPart | Replacement)[] = [];
  for (const part of parts) {
    const last = told.at(-1);
    if (last?.kind === "delete" && part.kind === "insert" && oneLine(part.text) !== "") {
      told[told.length - 1] = { kind: "replace", text: last.text, by: part.text };
    } else {
      told.push(part);
    }
  }
  return told;
}

function partSentence(part: SuggestionPart | Replacement): string {
  switch (part.kind) {
    case "replace":
      return [`Erstat ${quote(part.text)} med ${quote(part.by)}`, ...breaksIn(part.by)].join(", ");
    case "insert":
      return insertSentence(part.text);
    case "delete":
      return `Slet ${quote(part.text)}`;
    case "format":
      return formatSentence(part);
    case "insertBlock":
      return `Tilføj ${wholeNameOf(part)}${withWords(part.text)}`;
    case "deleteBlock":
      return `Slet ${wholeNameOf(part)}${withWords(part.text)}`;
    case "deleteBreak":
      return "Slet linjeskift";
    case "join":
      return "Saml med afsnittet før";
    case "blockType":
      return `Gør${withWords(part.text)} til ${nameOf(part.to)}`;
    case "wrap":
      return `Gør${withWords(part.text)} til listepunkt i en ${nameOf(part.list)}`;
    case "move":
      return `Ryk${withWords(part.text)} ${part.depth > 0 ? "ind" : "ud"}`;
    default:
      return unreachable(part);
  }
}

/** A break among the words is told as well: it would be accepted unseen. */
function insertSentence(text: string): string {
  const breaks = breaksIn(text);
  const told = breaks.length > 0 && oneLine(text) === "" ? breaks : [...breaks, `tilføj ${quote(text)}`];
  return capital(told.join(", "));
}

function breaksIn(text: string): readonly string[] {
  return [
    ...(text.includes(SUGGESTED_BREAK) ? ["del afsnittet"] : []),
    ...(text.includes(SUGGESTED_LINE) ? ["tilføj linjeskift"] : []),
  ];
}

/** All of it: what is not told here would be accepted unseen. */
function formatSentence({ text, add, remove }: Extract<SuggestionPart, { kind: "format" }>): string {
  const words = quote(text);
  const link = add.find((mark) => mark.type === "link");
  const looks = add.flatMap(({ type }) => (type === "link" ? [] : [ADJECTIVES[type]]));
  const gone = remove.map((name) => NAMES_OF_MARKS[name] ?? name);
  const wishes = [
    ...(link?.type === "link" ? [`sæt link til ${shortened(link.attrs.href ?? "")} på ${words}`] : []),
    ...(looks.length > 0 ? [`gør ${words} ${looks.join(" og ")}`] : []),
    ...(gone.length > 0 ? [`fjern ${gone.join(" og ")} fra ${words}`] : []),
  ].join(", ");
  return capital(wishes);
}

const capital = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1);

const ADJECTIVES = { bold: "fed", italic: "kursiv" } as const satisfies Partial<
  Record<ProposedMark["type"], string>
>;
const NAMES_OF_MARKS: Readonly<Record<string, string>> = { ...ADJECTIVES, link: "link" };

/** As the toolbar names them; «punkt» alone is an item of the agenda. */
const BLOCK_NAMES: Readonly<Record<string, string>> = {
  paragraph: "afsnit",
  heading: "underoverskrift",
  bulletList: "punktopstilling",
  orderedList: "nummereret liste",
  listItem: "listepunkt",
  table: "tabel",
  tableRow: "række",
  tableCell: "celle",
  tableHeader: "overskriftscelle",
  figure: "figur",
};
const nameOf = (block: string) => BLOCK_NAMES[block] ?? block;
const wholeNameOf = ({ block }: BlockPart) => (CELLS.has(block) ? "kolonne" : nameOf(block));
const withWords = (text: string) => (oneLine(text) === "" ? "" : ` ${quote(text)}`);

/** Breaks of any kind are drawn as ¶ would be: as one space. */
const oneLine = (text: string) => text.replaceAll(/\s+/gu, " ").trim();

/** Spaces at the ends are part of what is deleted or added; a quote of nothing but them says so. */
function quote(text: string): string {
  const words = oneLine(text);
  if (words === "") return text.trim() === "" && text.length > 0 ? "mellemrum" : "‹›";
  return `‹${shortened(words)}›`;
}

function shortened(words: string): string {
  const letters = Array.from(words);
  return letters.length > QUOTE_MAX ? `${letters.slice(0, QUOTE_MAX - 1).join("")}…` : words;
}
