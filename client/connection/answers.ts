/**
 * Readers of what the server answers over HTTP. What comes from outside is unknown until one of
 * these has looked at it; they are plain checks so that a follower loads no parser library.
 */
import type { Doubt } from "../../shared/meeting/meeting.ts";
import { type MeetingKind, PHASES, type Phase, ROLES, type Role } from "../../shared/meeting/vocabulary.ts";

/** Undefined: not what the contract says. */
export type Read<T> = (value: unknown) => T | undefined;

export interface ToldRefusal {
  readonly reason: string;
  /** A Danish sentence that says what the person can do. */
  readonly message: string;
}

export interface DemoPerson {
  readonly person: string;
  readonly name: string;
  readonly role: string;
}

export interface MeetingSummary {
  readonly id: string;
  readonly kind: MeetingKind;
  readonly committee: string;
  readonly phase: Phase;
  /** YYYY-MM-DD, or empty. */
  readonly date: string;
  readonly startTime: string;
  readonly place: string;
}

/** Who asks; as `Who` of the document connection. */
export interface Me {
  readonly person: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

export interface MeetingEntry {
  readonly id: string;
  readonly me: Me;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function readRefusal(value: unknown): ToldRefusal | undefined {
  if (!isRecord(value) || !isRecord(value.refusal)) return undefined;
  const { reason, message } = value.refusal;
  return typeof reason === "string" && typeof message === "string" ? { reason, message } : undefined;
}

export function readDemoPeople(value: unknown): readonly DemoPerson[] | undefined {
  return readList(value, (entry) => {
    if (!isRecord(entry)) return undefined;
    const { person, name, role } = entry;
    if (typeof person !== "string" || typeof name !== "string") return undefined;
    return { person, name, role: typeof role === "string" ? role : "" };
  });
}

export function readMeetings(value: unknown): readonly MeetingSummary[] | undefined {
  return readList(value, (entry) => {
    if (!isRecord(entry) || typeof entry.id !== "string" || !isPhase(entry.phase)) return undefined;
    return {
      id: entry.id,
      phase: entry.phase,
      kind: entry.kind === "referat" ? "referat" : "dagsorden",
      committee: textOf(entry.committee),
      date: textOf(entry.date),
      startTime: textOf(entry.startTime),
      place: textOf(entry.place),
    };
  });
}

export function readMe(value: unknown): Me | undefined {
  if (!isRecord(value) || typeof value.person !== "string" || typeof value.name !== "string")
    return undefined;
  const roles = readList(value.roles, (role) => (isRole(role) ? role : undefined));
  return roles && { person: value.person, name: value.name, roles };
}

/** Of the whole meeting only who I am is taken: all else is read live from the document. */
export function readMeetingEntry(value: unknown): MeetingEntry | undefined {
  if (!isRecord(value) || typeof value.id !== "string") return undefined;
  const me = readMe(value.me);
  return me && { id: value.id, me };
}

export interface ImportedMeeting {
  readonly title: string;
  readonly items: readonly { readonly number: number; readonly title: string }[];
  readonly doubts: readonly Doubt[];
}

export function readImported(value: unknown): ImportedMeeting | undefined {
  if (!isRecord(value)) return undefined;
  const items = readList(value.items, (item) =>
    isRecord(item) && typeof item.number === "number"
      ? { number: item.number, title: textOf(item.title) }
      : undefined,
  );
  const doubts = readDoubts(value.doubts ?? []);
  return items && doubts && { title: textOf(value.committee), items, doubts };
}

function readDoubts(value: unknown): readonly Doubt[] | undefined {
  return readList(value, (entry) => {
    if (!isRecord(entry) || typeof entry.line !== "number") return undefined;
    return {
      code: textOf(entry.code),
      line: entry.line,
      text: textOf(entry.text),
      message: textOf(entry.message),
    };
  });
}

function readList<T>(value: unknown, read: Read<T>): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries = value.map((entry: unknown) => read(entry));
  const good = entries.filter((entry) => entry !== undefined);
  return good.length === entries.length ? good : undefined;
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");
const isPhase = (value: unknown): value is Phase => PHASES.some((phase) => phase === value);
const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);
