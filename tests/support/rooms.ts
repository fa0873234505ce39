/** A room with three items in session, made ready in one line. */
import * as Y from "yjs";
import { createMeeting } from "../../shared/document/write.ts";
import { listItems, sectionsOfItem } from "../../shared/document/read.ts";
import { type CommitteeSettings, DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import type { Meeting } from "../../shared/meeting/meeting.ts";
import { EMPTY_TEXT, type RichText } from "../../shared/meeting/richText.ts";
import type { Phase } from "../../shared/meeting/vocabulary.ts";
import { Room, type RoomDeps } from "../../server/room/room.ts";
import type { Who } from "../../server/room/connection.ts";
import { summaryOf } from "../../server/room/summary.ts";
import { FakeClock } from "./fakeClock.ts";
import { MemoryStore } from "./memoryStore.ts";

export const REFERENT: Who = { person: "referent", name: "Amira Nørgaard", roles: ["referent"] };
export const FORPERSON: Who = { person: "forperson", name: "Karen Holm", roles: ["forperson"] };
export const NAESTFORPERSON: Who = {
  person: "naestforperson",
  name: "Jonas Vinter",
  roles: ["naestforperson"],
};
export const MEDLEM: Who = { person: "medlem", name: "Pia Lund", roles: ["medlem"] };

export function words(text: string): RichText {
  return { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] };
}

export const THREE_ITEMS: Meeting = {
  kind: "referat",
  committee: "AfdelingsMED Kultur og Fritid",
  date: "2026-03-19",
  startTime: "10:00",
  place: "Havnesalen",
  participants: [{ name: "Karen Holm", detail: "forperson" }],
  preamble: { type: "doc", content: [] },
  items: ["Godkendelse af dagsorden", "Ny vagtplan i svømmehallen", "Eventuelt"].map((title, index) => ({
    number: index + 1,
    title,
    journalNumber: "81.38.05-P35-4-26",
    sections: [
      { kind: "sagsfremstilling" as const, content: words(`Sagen om ${title.toLowerCase()}.`) },
      { kind: "beslutning" as const, content: EMPTY_TEXT },
    ],
    attachments: [],
  })),
};

export interface RoomBench {
  readonly room: Room;
  readonly store: MemoryStore;
  readonly clock: FakeClock;
  readonly deps: RoomDeps;
  readonly collapsed: string[];
  /** Item ids in order. */
  readonly items: readonly string[];
  /** Section ids of the Beslutning of each item. */
  readonly decisions: readonly string[];
  /** Section ids of the Sagsfremstilling of each item. */
  readonly cases: readonly string[];
  /** The same document opened again from the same disk, as after a restart. */
  reopen(): Promise<Room>;
}

export async function openRoom({
  phase = "moede",
  meeting = THREE_ITEMS,
  settings = DEMO_SETTINGS,
}: { phase?: Phase; meeting?: Meeting; settings?: CommitteeSettings } = {}): Promise<RoomBench> {
  let made = 0;
  const newId = () => `id${(made += 1)}`;
  let clientId = 1_000_000;
  const store = new MemoryStore();
  const clock = new FakeClock();
  const collapsed: string[] = [];
  const deps: RoomDeps = {
    store,
    clock,
    newId,
    newClientId: () => (clientId += 1),
    settings,
    onCollapsed: (_id, why) => collapsed.push(why),
  };
  const doc = new Y.Doc();
  doc.transact(() => createMeeting(doc, meeting, { phase, newId }));
  const bytes = Y.encodeStateAsUpdate(doc);
  const records = [{ seq: 1, at: clock.now(), person: "referent", clientId: 0, bytes }];
  await store.create({ documentId: "m1", epoch: "e1", records, summary: summaryOf(doc) });
  const items = listItems(doc).map(({ id }) => id);
  const idsOf = (kind: string) =>
    items.flatMap((item) => sectionsOfItem(doc, item).flatMap((one) => (one.kind === kind ? [one.id] : [])));
  const reopen = async () => {
    const stored = await store.load("m1");
    if (stored === undefined) throw new Error("the document is gone");
    return new Room("m1", stored, deps);
  };
  return {
    room: await reopen(),
    store,
    clock,
    deps,
    collapsed,
    items,
    decisions: idsOf("beslutning"),
    cases: idsOf("sagsfremstilling"),
    reopen,
  };
}

/** Lets every promise that can go on go on; commits in memory need no time. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
