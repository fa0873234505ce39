/** A meeting's room for component tests: a real document, and nobody at the other end of a command. */
import type { ReactNode } from "react";
import { vi } from "vitest";
import * as Y from "yjs";
import type { MeetingSession } from "../../client/connection/meetingSession.ts";
import type { CommandResult } from "../../client/connection/http.ts";
import { type Room, RoomProvider } from "../../client/meeting/room.ts";
import type { CommandBody } from "../../shared/commands/command.ts";
import { writeRichText } from "../../shared/document/fragmentWrite.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { listItems, sectionsOfItem } from "../../shared/document/read.ts";
import { createMeeting } from "../../shared/document/write.ts";
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import type { Mark, RichNode } from "../../shared/meeting/richText.ts";
import { EMPTY_TEXT } from "../../shared/meeting/richText.ts";
import type { Phase, Role } from "../../shared/meeting/vocabulary.ts";
import { mayI } from "../../shared/policy/permissions.ts";
import { modePermissions, usualMode, writtenAs } from "../../shared/policy/writingMode.ts";
import { textLinkTo } from "../support/textLink.ts";

export const AT = "2026-03-19T10:00:00Z";

export const suggested = (type: string, id: string, author: string): Mark => ({
  type,
  attrs: { id, author, at: AT },
});
export const words = (text: string, ...marks: readonly Mark[]): RichNode => ({ type: "text", text, marks });
export const paragraph = (...content: readonly RichNode[]): RichNode => ({ type: "paragraph", content });

/** Two items with a decision each, in this phase. */
export function meetingDoc(...decisions: readonly (readonly RichNode[])[]): Y.Doc {
  const doc = new Y.Doc();
  let count = 0;
  createMeeting(
    doc,
    {
      kind: "referat",
      committee: "AfdelingsMED Kultur og Fritid",
      date: "2026-03-19",
      startTime: "10:00",
      place: "Havnesalen",
      participants: [],
      preamble: EMPTY_TEXT,
      items: decisions.map((_decision, index) => ({
        number: index + 1,
        title: `Sag ${index + 1}`,
        journalNumber: "",
        sections: [{ kind: "beslutning", content: EMPTY_TEXT }],
        attachments: [],
      })),
    },
    { phase: "referatIArbejde", newId: () => `n${(count += 1)}` },
  );
  for (const [index, decision] of decisions.entries()) writeDecision(doc, index, decision);
  return doc;
}

export function sectionOf(doc: Y.Doc, index: number): string {
  const item = listItems(doc)[index];
  return (item && sectionsOfItem(doc, item.id)[0]?.id) ?? "";
}

export function writeDecision(doc: Y.Doc, index: number, content: readonly RichNode[]): void {
  const fragment = sectionText(doc, sectionOf(doc, index));
  doc.transact(() => {
    fragment.delete(0, fragment.length);
    writeRichText(fragment, { type: "doc", content });
  });
}

export interface RoomOptions {
  readonly person?: string;
  readonly name?: string;
  readonly role?: Role;
  readonly phase?: Phase;
  readonly answer?: (command: CommandBody) => CommandResult | undefined;
}

export interface FakeRoom {
  readonly room: Room;
  /** The commands that were sent, in their order. */
  readonly sent: readonly CommandBody[];
  /** What the page said was not done. */
  readonly complaints: readonly string[];
  readonly within: (node: ReactNode) => ReactNode;
}

export function fakeRoom(doc: Y.Doc, options: RoomOptions = {}): FakeRoom {
  const {
    person = "referent",
    name = "Amira Nørgaard",
    role = "referent",
    phase = "referatIArbejde",
  } = options;
  const { answer = () => ({ seq: 1 }) } = options;
  const sent: CommandBody[] = [];
  const complaints: string[] = [];
  const question = { phase, roles: [role], settings: DEMO_SETTINGS };
  const mode = { chosen: usualMode(question), permissions: modePermissions(question), choose: vi.fn() };
  const room: Room = {
    id: "m1",
    me: { person, name, roles: [role] },
    session: sessionOn(doc),
    phase,
    settings: DEMO_SETTINGS,
    may: (area, act = "edit") => mayI({ ...question, area, act }),
    mode,
    writes: (area) => writtenAs(mode.chosen, { ...question, area }),
    send: (command) => {
      sent.push(command);
      return Promise.resolve(answer(command));
    },
    noCommands: undefined,
    trouble: undefined,
    complain: (why) => complaints.push(why),
    dismissTrouble: vi.fn(),
  };
  return { room, sent, complaints, within: (node) => <RoomProvider value={room}>{node}</RoomProvider> };
}

function sessionOn(doc: Y.Doc): MeetingSession {
  return {
    doc,
    connection: { state: "live" },
    watch: { connection: () => ({ state: "live", saving: false }), subscribe: () => () => undefined },
    presence: [],
    refusedEdits: [],
    putBack: [],
    lock: { isPending: false, message: undefined },
    deviceCopy: "kept",
    rightsRound: 0,
    text: textLinkTo(doc),
    dismissRefused: vi.fn(),
    dismissLock: vi.fn(),
    retryNow: vi.fn(),
    simulateOffline: vi.fn(),
    setFocus: vi.fn(),
    setMode: vi.fn(),
  };
}
