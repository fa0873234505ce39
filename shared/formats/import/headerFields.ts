/** Labelled lines of the header: «Mødested Lokale 4», «- Dato: 24. marts 2022», a label above its value. */
import { isBlank, mayBeStructure, type Line } from "./lines.ts";
import { isNameLine } from "./participants.ts";

export type FieldName = "committee" | "date" | "startTime" | "place" | "participants";

export interface LabelledField {
  readonly name: FieldName;
  readonly line: number;
  readonly values: readonly string[];
}

const LABELS: Readonly<Record<FieldName, readonly string[]>> = {
  committee: ["udvalg"],
  date: ["mødedato", "dato", "dato og tid", "dato og tidspunkt", "dato/tid", "tid og sted"],
  startTime: ["mødetidspunkt", "tidspunkt", "tid", "starttidspunkt"],
  place: ["mødested", "sted", "lokale", "mødelokale"],
  participants: ["mødedeltagere", "deltagere", "til stede", "tilstede", "medlemmer", "mødedeltager"],
};
const FIELD_OF_LABEL: ReadonlyMap<string, FieldName> = new Map(
  entriesOf(LABELS).flatMap(([name, labels]) => labels.map((label) => [label, name] as const)),
);
/** Only these stand without a colon in front of their value; «Sted» and «Tid» also begin sentences. */
const BARE = /^(Mødedato|Mødested|Mødedeltagere|Mødetidspunkt)[ \t\u00a0]+(\S.*)$/u;
const WITH_COLON = /^([\p{L} /]{3,20}?)\s*(?::|\t)\s*(.*)$/u;
const BOLD_LABEL = /^\s*\*\*([\p{L} /]{3,20}:?)\*\*(?![^\s:])/u;
const BULLET = /^\s*[-•*]\s+/u;

export function labelledFieldsOf(lines: readonly Line[]): {
  readonly fields: readonly LabelledField[];
  readonly loose: readonly Line[];
} {
  const fields: LabelledField[] = [];
  const loose: Line[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    if (line === undefined) break;
    const label = labelOf(line);
    if (label === undefined) {
      loose.push(line);
      at += 1;
      continue;
    }
    const { values, next } = valuesFrom(lines, at + 1, label);
    // A label without a value says nothing; it is a fixed label and left out.
    if (values.length > 0) fields.push({ name: label.name, line: line.n, values });
    at = next;
  }
  return { fields, loose };
}

function labelOf(line: Line): { name: FieldName; rest: string } | undefined {
  // A list of participants is long; its label is not.
  const text = line.text.replace(BULLET, "").replace(BOLD_LABEL, "$1 ").trim();
  const head = text.slice(0, 40);
  const bare = BARE.exec(head);
  if (bare !== null) return fieldOf(bare[1] ?? "", text.slice((bare[1] ?? "").length));
  const colon = WITH_COLON.exec(head);
  const label = colon?.[1] ?? "";
  if (colon !== null) return fieldOf(label, text.slice(label.length).replace(/^\s*[:\t]/u, ""));
  return text.length <= 20 && !BULLET.test(line.text) ? fieldOf(text, "") : undefined;
}

function fieldOf(label: string, rest: string): { name: FieldName; rest: string } | undefined {
  const name = FIELD_OF_LABEL.get(label.trim().toLowerCase());
  return name === undefined ? undefined : { name, rest: rest.trim() };
}

function valuesFrom(
  lines: readonly Line[],
  from: number,
  { name, rest }: { name: FieldName; rest: string },
): { values: readonly string[]; next: number } {
  if (name === "participants") return peopleFrom(lines, from, rest);
  if (rest !== "") return { values: [rest], next: from };
  const at = nextSolid(lines, from);
  const line = lines[at];
  if (line === undefined || !mayBeStructure(line) || labelOf(line) !== undefined)
    return { values: [], next: from };
  return { values: [withoutBullet(line.text)], next: at + 1 };
}

/** Names go on while lines look like names; a list that ends in a comma goes on whatever follows. */
function peopleFrom(
  lines: readonly Line[],
  from: number,
  rest: string,
): { values: readonly string[]; next: number } {
  const values = rest === "" ? [] : [rest];
  let next = from;
  for (;;) {
    const at = nextSolid(lines, next);
    const line = lines[at];
    // Names on the label's own line end with the paragraph; names below it may be parted by blank lines.
    const isClose = at === next || rest === "";
    if (line === undefined || labelOf(line) !== undefined || !goesOn(line, values, isClose)) break;
    values.push(withoutBullet(line.text));
    next = at + 1;
  }
  return { values, next };
}

function goesOn(line: Line, values: readonly string[], isClose: boolean): boolean {
  const text = withoutBullet(line.text);
  if (!isClose || !mayBeStructure(line)) return false;
  if (/^(?:afbud|fraværende)/iu.test(text)) return false;
  const last = values.at(-1);
  if (last === undefined) return isNameLine(text) || text.includes(",");
  return /,\s*$/u.test(last) || (isNameLine(text) && !/(?:MED|udvalg)/u.test(text));
}

function nextSolid(lines: readonly Line[], from: number): number {
  let at = from;
  for (let line = lines[at]; line !== undefined && isBlank(line); line = lines[at]) at += 1;
  return at;
}

function withoutBullet(text: string): string {
  return text.replace(BULLET, "").trim();
}

function entriesOf(record: typeof LABELS): readonly (readonly [FieldName, readonly string[]])[] {
  return [
    ["committee", record.committee],
    ["date", record.date],
    ["startTime", record.startTime],
    ["place", record.place],
    ["participants", record.participants],
  ];
}
