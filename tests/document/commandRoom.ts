/** A small meeting in a phase, and people who give it commands: the one setup of all command tests. */
import { expect } from "vitest";
import * as Y from "yjs";
import { LEDGER_START } from "../../shared/canonical/ledger.ts";
import type { LedgerEntry } from "../../shared/canonical/ledger.ts";
import { executeCommand } from "../../shared/commands/execute.ts";
import type { CommandOutcome } from "../../shared/commands/execute.ts";
import { parseCommand } from "../../shared/commands/parse.ts";
import { listItems, listRemovedItems, phaseOf } from "../../shared/document/read.ts";
import { createMeeting } from "../../shared/document/write.ts";
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import type { CommitteeSettings } from "../../shared/meeting/committee.ts";
import type { AgendaItem, Doubt } from "../../shared/meeting/meeting.ts";
import { EMPTY_TEXT } from "../../shared/meeting/richText.ts";
import type { Phase, Role, SectionKind } from "../../shared/meeting/vocabulary.ts";
import type { RefusalReason } from "../../shared/policy/refusal.ts";

export const PEOPLE = {
  referent: { name: "Amira Nørgaard", roles: ["referent"] },
  forperson: { name: "Karen Holm", roles: ["forperson"] },
  naestforperson: { name: "Jonas Vinter", roles: ["naestforperson"] },
  medlem: { name: "Pia Lund", roles: ["medlem"] },
  ansat: { name: "Mads Krogh", roles: ["ansat"] },
  /** Holds both chairs at once. */
  begge: { name: "Ida Bro", roles: ["forperson", "naestforperson"] },
} as const satisfies Record<string, { name: string; roles: readonly Role[] }>;
export type Person = keyof typeof PEOPLE;

export const NOW = "2026-03-19T09:00:00.000Z";

const DOUBTS: readonly Doubt[] = [
  { code: "unplaced", line: 3, text: "Hilsen", message: "Linjen blev ikke genkendt." },
  { code: "unplaced", line: 9, text: "Slut", message: "Linjen blev ikke genkendt." },
];

export interface CommandRoom {
  readonly doc: Y.Doc;
  readonly ledger: LedgerEntry[];
  /** `at` is when. */
  give(person: Person, body: object, at?: string): CommandOutcome;
  /** The answer of a command that must be done. */
  done(person: Person, body: object, at?: string): Extract<CommandOutcome, { kind: "done" }>;
  /** Must be refused for this reason, with the document untouched to the byte; answers the message. */
  refused(person: Person, body: object, reason: RefusalReason): string;
  /** The id of the living item with this title. */
  item(title: string): string;
  titles(): readonly string[];
}

export function commandRoom(phase: Phase, settings: CommitteeSettings = DEMO_SETTINGS): CommandRoom {
  let made = 0;
  const newId = () => `n${(made += 1)}`;
  const doc = new Y.Doc();
  createMeeting(doc, sampleMeeting(), { phase, newId, doubts: DOUBTS });
  const ledger: LedgerEntry[] = [];
  const give = (person: Person, body: object, at = NOW) => {
    const parsed = parseCommand({ id: "c1", ...body });
    if (!parsed.ok) return { kind: "refused", refusal: parsed.refusal } as const;
    const last = ledger.at(-1) ?? LEDGER_START;
    const outcome = executeCommand(doc, parsed.command, {
      now: at,
      newId,
      actor: { person, ...PEOPLE[person] },
      settings,
      meetingId: "m1",
      nextSeq: 7,
      ledger: { n: last.n, hash: last.hash },
      nameOf: (other) => Object.entries(PEOPLE).find(([key]) => key === other)?.[1].name,
    });
    if (outcome.kind === "done") ledger.push(...outcome.ledger);
    return outcome;
  };
  return {
    doc,
    ledger,
    give,
    done: (person, body, at) => {
      const outcome = give(person, body, at);
      if (outcome.kind === "refused") return expect.fail(JSON.stringify(outcome.refusal));
      return outcome;
    },
    refused: (person, body, reason) => {
      const before = bytesOf(doc);
      const outcome = give(person, body);
      expect(bytesOf(doc)).toEqual(before);
      if (outcome.kind === "done") return expect.fail(`done: ${outcome.effect}`);
      expect(outcome.refusal.reason).toBe(reason);
      return outcome.refusal.message;
    },
    item: (title) =>
      listItems(doc).find((item) => item.title === title)?.id ?? expect.fail(`no item ${title}`),
    titles: () => listItems(doc).map((item) => item.title),
  };
}

export function removedItem(room: CommandRoom): string {
  return listRemovedItems(room.doc)[0]?.id ?? expect.fail("no removed item");
}

export function expectPhase(room: CommandRoom, phase: Phase): void {
  expect(phaseOf(room.doc)).toBe(phase);
}

function bytesOf(doc: Y.Doc) {
  return { vector: Y.encodeStateVector(doc), state: Y.encodeStateAsUpdate(doc) };
}

function sampleMeeting() {
  return {
    kind: "dagsorden",
    committee: "AfdelingsMED Kultur og Fritid",
    date: "2026-03-19",
    dateText: "Torsdag d. 19 marts kl. 10",
    startTime: "10:00",
    place: "Havnesalen",
    participants: [],
    preamble: { type: "doc", content: [] },
    items: [
      agendaItem(1, "Godkendelse af dagsorden", ["indstilling"]),
      agendaItem(2, "Ny vagtplan", ["indstilling", "sagsfremstilling", "beslutning"]),
      agendaItem(3, "Eventuelt", []),
    ],
  } as const;
}

function agendaItem(number: number, title: string, kinds: readonly SectionKind[]): AgendaItem {
  return {
    number,
    title,
    journalNumber: "",
    sections: kinds.map((kind) => ({ kind, content: EMPTY_TEXT })),
    attachments: [{ name: `Bilag ${number}` }],
  };
}
