/**
 * Who else is in the meeting, from Yjs awareness. The server stamps person, name and role; what
 * arrives is still unknown until it has been looked at here.
 */
import type { Awareness } from "y-protocols/awareness";
import type { CaretPlace, Presence, RemoteCaret, Who } from "./meetingSession.ts";

/** Each at least 6.28:1 with white text (ux.md). The last one is for people without a place of their own. */
export const PALETTE = [
  "#0B5FA5",
  "#1B6E3C",
  "#6B3FA0",
  "#A33B12",
  "#0A6570",
  "#A6266E",
  "#6B4B12",
  "#4A5560",
] as const;

/** The people who write most are never given the same colour. */
const COLOUR_OF_ROLE: Readonly<Record<string, string>> = {
  referent: PALETTE[0],
  forperson: PALETTE[2],
  naestforperson: PALETTE[1],
};

export function colourOf(person: string, role: string): string {
  const own = COLOUR_OF_ROLE[role];
  if (own !== undefined) return own;
  const rest = PALETTE.slice(3);
  let sum = 0;
  for (const letter of person) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return rest[sum % rest.length] ?? PALETTE[7];
}

export interface OwnState {
  readonly person: string;
  readonly name: string;
  readonly role: string;
  readonly colour: string;
  readonly section: string | null;
  readonly cursor: CaretPlace | null;
}

export function ownStateOf(who: Who): OwnState {
  const role = who.roles[0] ?? "";
  return {
    person: who.person,
    name: who.name,
    role,
    colour: colourOf(who.person, role),
    section: null,
    cursor: null,
  };
}

/** The others, one entry a person: somebody with two windows is one person, where they write. */
export function othersOf(awareness: Awareness, ownPerson: string): readonly Presence[] {
  const people = new Map<string, Presence>();
  for (const state of foreignStates(awareness)) {
    if (state.person === ownPerson) continue;
    const known = people.get(state.person);
    if (known !== undefined && known.section !== null) continue;
    const { person, name, role, colour, section } = state;
    people.set(person, { person, name, role, colour, section });
  }
  return [...people.values()].toSorted((a, b) => a.name.localeCompare(b.name, "da"));
}

/** Carets of others in one section; my own other windows are others too. */
export function caretsOf(awareness: Awareness, section: string): readonly RemoteCaret[] {
  return foreignStates(awareness).flatMap((state) =>
    state.section === section && state.cursor !== null
      ? [{ client: state.client, name: state.name, colour: state.colour, ...state.cursor }]
      : [],
  );
}

interface ForeignState extends OwnState {
  readonly client: number;
}

function foreignStates(awareness: Awareness): readonly ForeignState[] {
  return [...awareness.getStates()].flatMap(([client, state]) => {
    if (client === awareness.clientID) return [];
    const read = readState(state);
    return read === undefined ? [] : [{ client, ...read }];
  });
}

function readState(state: Readonly<Record<string, unknown>>): OwnState | undefined {
  const { person, name, role } = state;
  if (typeof person !== "string" || typeof name !== "string") return undefined;
  const knownRole = typeof role === "string" ? role : "";
  return {
    person,
    name,
    role: knownRole,
    // The sender's colour is not believed: everybody sees the same colour for one person anyway.
    colour: colourOf(person, knownRole),
    section: typeof state.section === "string" ? state.section : null,
    cursor: readPlace(state.cursor),
  };
}

function readPlace(value: unknown): CaretPlace | null {
  if (typeof value !== "object" || value === null || !("anchor" in value) || !("head" in value)) return null;
  return { anchor: value.anchor, head: value.head };
}
