import { expect, test } from "vitest";
import * as Y from "yjs";
import { demoMeetings, meetingWhenSigned } from "../../server/demo/demoMeetings.ts";
import type { DemoMeeting } from "../../server/demo/demoMeetings.ts";
import { demoPeople, demoPersonOf } from "../../server/demo/demoPeople.ts";
import { seedDemo } from "../../server/demo/seedDemo.ts";
import { openDoc } from "../../server/room/openDoc.ts";
import { approvalsOf } from "../../shared/canonical/approvals.ts";
import { contentHash } from "../../shared/canonical/canonicalItem.ts";
import { listComments, listItems, readMeeting } from "../../shared/document/read.ts";
import { createMeeting } from "../../shared/document/write.ts";
import { isEmptyText } from "../../shared/meeting/richText.ts";
import type { Meeting } from "../../shared/meeting/meeting.ts";
import { CHAIR_ROLES } from "../../shared/meeting/vocabulary.ts";
import { itemsWithSuggestions } from "../../shared/suggestion/openSuggestions.ts";
import { sentenceOf } from "../../shared/suggestion/sentence.ts";
import { suggestionsIn } from "../../shared/suggestion/suggestion.ts";
import { MemoryStore } from "../support/memoryStore.ts";

const [inSession, inApproval] = demoMeetings();

test("[DEMO1] the meeting in session has 13 items: seven treated, the eighth is current, the rest are to come", () => {
  const { meeting, phase, currentItemIndex } = given(inSession);
  expect(phase).toBe("moede");
  expect(meeting.items.map((item) => item.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  expect(currentItemIndex).toBe(7);
  const isTreated = meeting.items.map((item) => item.outcome !== undefined);
  expect(isTreated).toEqual(meeting.items.map((_, index) => index < 7));
  const isDecided = meeting.items.map((item) =>
    item.sections.some((section) => section.kind === "beslutning" && !isEmptyText(section.content)),
  );
  expect(isDecided).toEqual(meeting.items.map((_, index) => index < 8));
});

test("[DEMO1] the text of the meeting in session holds every kind of block that minutes need", () => {
  const types = new Set(JSON.stringify(given(inSession).meeting).match(/(?<="type":")\w+/gu));
  const needed = ["heading", "bulletList", "orderedList", "table", "tableHeader", "bold", "italic", "link"];
  expect(needed.filter((type) => !types.has(type))).toEqual([]);
});

test("[DEMO2] of the referat in approval both chairs have approved six items, and one of these was changed since", () => {
  const { meeting, phase, approvals } = given(inApproval);
  expect(phase).toBe("tilGodkendelse");
  expect(meeting.items).toHaveLength(8);
  const approvedBy = (role: string) =>
    approvals.filter((one) => one.role === role).map((one) => one.itemIndex);
  expect(CHAIR_ROLES.map(approvedBy)).toEqual([
    [0, 1, 2, 3, 4, 5, 6],
    [0, 1, 2, 3, 4, 5],
  ]);
  const [before, now] = [hashesOf(meetingWhenSigned(given(inApproval))), hashesOf(meeting)];
  expect(now.flatMap((hash, index) => (hash === before[index] ? [] : [index]))).toEqual([4]);
});

test("[DEMO5] in the item that is being treated the forperson has a proposal, and somebody asks about some words", () => {
  const { meeting, currentItemIndex, comments } = given(inSession);
  const proposals = meeting.items.map((item) =>
    item.sections.flatMap(({ content }) => suggestionsIn(content)),
  );
  expect(proposals.flatMap((found, index) => found.map(({ author }) => [index, author]))).toEqual([
    [currentItemIndex, "forperson"],
  ]);
  expect(proposals.flat().map((one) => sentenceOf(one))).toEqual([
    "Erstat ‹efter påske› med ‹senest den 10. april›",
  ]);
  expect(comments.map(({ itemIndex, messages }) => [itemIndex, messages.length])).toEqual([[7, 2]]);
});

test("[DEMO5] in the referat in approval both chairs have proposals, all in an item that nobody has signed", () => {
  const { meeting, approvals } = given(inApproval);
  const proposals = meeting.items.map((item) =>
    item.sections.flatMap(({ content }) => suggestionsIn(content)),
  );
  expect(proposals.map((found) => found.length)).toEqual([0, 0, 0, 0, 0, 0, 0, 3]);
  expect(approvals.filter(({ itemIndex }) => itemIndex === 7)).toEqual([]);
  expect(proposals.flat().map((one) => [one.author, sentenceOf(one)])).toEqual([
    ["naestforperson", "Erstat ‹et par› med ‹12›"],
    ["forperson", "Tilføj listepunkt ‹Vikar aftales med den nærmeste leder.›"],
    [
      "forperson",
      "Slet ‹Scenen er næsten færdig.›, saml med afsnittet før, slet ‹Gulvet mangler endnu, men tidsplanen holder.›",
    ],
  ]);
});

test("[DEMO5] the seeded meetings hold suggestions and comments where the data says, and every signature was possible", async () => {
  const store = new MemoryStore();
  let made = 0;
  await seedDemo({ store, newId: () => `id${(made += 1)}`, now: "2026-03-19T09:12:00.000Z" });
  const doc = await stored(store, "demo-moede");
  const [thread] = listComments(doc);
  if (thread?.anchor.kind !== "words") return expect.fail("no comment on words");
  const { from, to, quote } = thread.anchor;
  const [start, end] = [from, to].map((place) =>
    Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(place), doc),
  );
  expect(start?.type).toBe(end?.type);
  expect((end?.index ?? 0) - (start?.index ?? 0)).toBe(quote.length);
  expect(thread.messages.map(({ name }) => name)).toEqual(["Jonas Vinter", "Amira Nørgaard"]);
  const approving = await stored(store, "demo-godkendelse");
  const states = listItems(approving).map(({ id }) => approvalsOf(approving, id).map(({ state }) => state));
  expect(states.map((each) => each.join(" "))).toEqual([
    ...Array(4).fill("valid valid"),
    "stale stale",
    "valid valid",
    "valid",
    "",
  ]);
  expect(itemsWithSuggestions(approving).map(({ item, count }) => [item.number, count])).toEqual([[8, 3]]);
});

test.each(demoMeetings())("[DEMO3] $id comes out of the document as it went in", ({ meeting, phase }) => {
  expect(readMeeting(documentOf(meeting), { withIds: false }).items.map(withoutDerived)).toEqual(
    meeting.items,
  );
  expect(phase).not.toBe("planlagt");
});

test("[DEMO4] there is one demo person for each part in the journey, and a member for any number", () => {
  expect(demoPeople().map(({ person, role }) => [person, role])).toEqual([
    ["referent", "referent"],
    ["forperson", "forperson"],
    ["naestforperson", "naestforperson"],
    ["medlem", "medlem"],
    ["ansat", "ansat"],
  ]);
  expect(demoPersonOf("medlem-412")?.roles).toEqual(["medlem"]);
  expect(["medlem-", "medlem-0", "medlem-x", "administrator"].map(demoPersonOf)).toEqual(
    Array(4).fill(undefined),
  );
});

function given(demo: DemoMeeting | undefined): DemoMeeting {
  if (demo === undefined) throw new Error("the demo has two meetings");
  return demo;
}

async function stored(store: MemoryStore, documentId: string): Promise<Y.Doc> {
  return openDoc((await store.load(documentId)) ?? expect.fail("not seeded"), 1);
}

function documentOf(meeting: Meeting): Y.Doc {
  const doc = new Y.Doc();
  let made = 0;
  createMeeting(doc, meeting, { phase: "moede", newId: () => `id${(made += 1)}` });
  return doc;
}

function hashesOf(meeting: Meeting): readonly string[] {
  const doc = documentOf(meeting);
  return listItems(doc).map((item) => contentHash(doc, item.id));
}

function withoutDerived({ contentHash: _hash, approvals: _approvals, ...item }: Meeting["items"][number]) {
  return item;
}
