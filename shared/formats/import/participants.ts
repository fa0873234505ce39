/** «Karen Holm (Leder, Bibliotek), Jonas Vinter» to people: commas inside a parenthesis part nobody. */
import type { Participant } from "../../meeting/meeting.ts";
import { hasWords } from "./words.ts";

/** One name on a line of its own, perhaps with a role behind it. */
const NAME_LINE = /^\p{Lu}[\p{L}'’.-]*(?:\s+[\p{L}'’.-]+){1,5}(?:\s*\([^()]*\))?(?:\s*[,–-]\s*[^.]{1,80})?$/u;
const PERSON = /^\p{Lu}\p{Ll}[\p{L}'’.-]*(?:\s+\p{Lu}[\p{L}'’.-]*){1,4}(?:\s*\(.*\))?$/u;
const ROLE =
  /^(?:Leder|Chef|Formand|Forperson|Næst|Direktør|Afdeling|Tillids|Arbejdsmiljø|TR|AMR|FTR|Medarbejder)/u;

export function isNameLine(text: string): boolean {
  return text.length <= 120 && NAME_LINE.test(text.trim());
}

export function participantsOf(lines: readonly string[]): readonly Participant[] {
  // A list of names wrapped over several lines is one text; one name a line is not.
  const isWrapped = lines.some((line) => /,\s*$/u.test(line) || partsOf(line).length > 2);
  if (isWrapped) return partsOf(lines.join(" ")).map(participantOf);
  return lines.length === 1 ? partsOf(lines[0] ?? "").map(participantOf) : lines.flatMap(peopleOnLine);
}

/** A line of a list is one person with a role, unless the part after the comma is a name too. */
function peopleOnLine(line: string): readonly Participant[] {
  const [name = "", second = ""] = partsOf(line);
  if (second === "") return name === "" ? [] : [participantOf(name)];
  if (PERSON.test(second) && !ROLE.test(second)) return [participantOf(name), participantOf(second)];
  return [/[()]/u.test(line) ? { name: line.trim(), detail: "" } : { name, detail: second }];
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
