/** What a suggestion says, in one Danish sentence: for its card, the list of resolutions and a printer. */
import { unreachable } from "../meeting/unreachable.ts";
import { type ProposedMark, SUGGESTED_BREAK, SUGGESTED_LINE } from "../document/stamps.ts";
import type { Suggestion, SuggestionPart } from "./suggestion.ts";

/** Parts that say the same are said once. */
export function sentenceOf(suggestion: Suggestion): string {
  const sentences = replacementsOf(suggestion.parts).map((part) => partSentence(part));
  const [first = "Forslag", ...others] = [...new Set(sentences)].slice(0, SENTENCES_MAX);
  return [first, ...others.map((one) => one.charAt(0).toLowerCase() + one.slice(1))].join(", ");
}

const SENTENCES_MAX = 3;
const QUOTE_MAX = 60;

type Replacement = { readonly kind: "replace"; readonly text: string; readonly by: string };

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
      return `Erstat ${quote(part.text)} med ${quote(part.by)}`;
    case "insert":
      return insertSentence(part.text);
    case "delete":
      return `Slet ${quote(part.text)}`;
    case "format":
      return formatSentence(part);
    case "insertBlock":
      return `Tilføj ${nameOf(part.block)}${withWords(part.text)}`;
    case "deleteBlock":
      return `Slet ${nameOf(part.block)}${withWords(part.text)}`;
    case "deleteBreak":
      return "Slet linjeskift";
    case "join":
      return "Saml med afsnittet før";
    case "blockType":
      return `Gør${withWords(part.text)} til ${nameOf(part.to)}`;
    case "wrap":
      return `Gør${withWords(part.text)} til punkt i en ${nameOf(part.list)}`;
    case "move":
      return `Ryk${withWords(part.text)} ${part.depth > 0 ? "ind" : "ud"}`;
    default:
      return unreachable(part);
  }
}

function insertSentence(text: string): string {
  if (text === SUGGESTED_BREAK) return "Del afsnittet";
  if (text === SUGGESTED_LINE) return "Tilføj linjeskift";
  return `Tilføj ${quote(text)}`;
}

function formatSentence({ text, add, remove }: Extract<SuggestionPart, { kind: "format" }>): string {
  const linked = add.find((mark) => mark.type === "link");
  if (linked?.type === "link") return `Sæt link på ${quote(text)}`;
  const added = add.map((mark) => ADJECTIVES[mark.type]);
  if (added.length > 0) return `Gør ${quote(text)} ${added.join(" og ")}`;
  if (remove.includes("link")) return `Fjern link fra ${quote(text)}`;
  const removed = remove.map((name) => `ikke ${ADJECTIVES[name] ?? name}`);
  return `Gør ${quote(text)} ${removed.join(" og ")}`;
}

const ADJECTIVES: Readonly<Record<string, string>> = {
  bold: "fed",
  italic: "kursiv",
} satisfies Partial<Record<ProposedMark["type"], string>>;

const BLOCK_NAMES: Readonly<Record<string, string>> = {
  paragraph: "afsnit",
  heading: "overskrift",
  bulletList: "punktliste",
  orderedList: "nummereret liste",
  listItem: "punkt",
  table: "tabel",
  tableRow: "række",
  tableCell: "celle",
  tableHeader: "overskriftscelle",
  figure: "figur",
};
const nameOf = (block: string) => BLOCK_NAMES[block] ?? block;
const withWords = (text: string) => (oneLine(text) === "" ? "" : ` ${quote(text)}`);

/** Breaks of any kind are drawn as ¶ would be: as one space. */
const oneLine = (text: string) => text.replaceAll(/\s+/gu, " ").trim();

/** Spaces at the ends are part of what is deleted or added; a quote of nothing but them says so. */
function quote(text: string): string {
  const words = oneLine(text);
  if (words === "") return text.trim() === "" && text.length > 0 ? "mellemrum" : "‹›";
  const letters = Array.from(words);
  return `‹${letters.length > QUOTE_MAX ? `${letters.slice(0, QUOTE_MAX - 1).join("")}…` : words}›`;
}
