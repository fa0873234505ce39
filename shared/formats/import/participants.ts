/** «Karen Holm (Leder, Bibliotek), Jonas Vinter» to people: commas inside a parenthesis part nobody. */
import type { Participant } from "../../meeting/meeting.ts";
import { hasWords } from "./words.ts";

/** One name on a line of its own, perhaps with a role behind it. */
const NAME_LINE = /^\p{Lu}[\p{L}'’.-]*(?:\s+[\p{L}'’.-]+){1,5}(?:\s*\([^()]*\))?(?:\s*[,–-]\s*[^.]{1,80})?$/u;
const NAME_AND_ROLE = /^([^,()]+),\s*(\p{Ll}[^,()]*)$/u;

export function isNameLine(text: string): boolean {
  return text.length <= 120 && NAME_LINE.test(text.trim());
}

export function participantsOf(lines: readonly string[]): readonly Participant[] {
  // A list of names wrapped over several lines is one text; one name a line is not.
  const isWrapped = lines.some((line) => /,\s*$/u.test(line) || partsOf(line).length > 2);
  if (isWrapped) return partsOf(lines.join(" ")).map(participantOf);
  return lines.flatMap((line) => {
    const role = NAME_AND_ROLE.exec(line.trim());
    if (lines.length > 1 && role !== null)
      return [{ name: role[1]?.trim() ?? "", detail: role[2]?.trim() ?? "" }];
    return partsOf(line).map(participantOf);
  });
}

function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const character = text[at];
    if (character === "(") depth += 1;
    if (character === ")" && depth > 0) depth -= 1;
    const isEnd = at === text.length || ((character === "," || character === ";") && depth === 0);
    if (!isEnd) continue;
    parts.push(text.slice(from, at).trim());
    from = at + 1;
  }
  return parts.filter(hasWords);
}

/** The parenthesis is the detail only when it ends the text; else the words would change order. */
function participantOf(text: string): Participant {
  const open = text.indexOf("(");
  const inner = open > 0 && text.endsWith(")") ? text.slice(open + 1, -1) : "";
  if (inner === "" || !isBalanced(inner)) return { name: text, detail: "" };
  return { name: text.slice(0, open).trim(), detail: inner.trim() };
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
