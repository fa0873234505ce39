/** Verdicts on suggestions in a room: people who resolve at once, and what the log keeps of it. */
import { expect, test } from "vitest";
import { insertNodes } from "../../shared/document/fragmentWrite.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { latestResolution, resolutionCountOf, sectionTextOf } from "../../shared/document/read.ts";
import type { Stamp } from "../../shared/document/stamps.ts";
import { plainTextOf, type RichNode, type RichText } from "../../shared/meeting/richText.ts";
import { almostApproved, begun, flush, phase } from "../support/lockRooms.ts";
import { RoomClient } from "../support/roomClient.ts";
import {
  FORPERSON,
  MEDLEM,
  NAESTFORPERSON,
  openRoom,
  REFERENT,
  settle,
  THREE_ITEMS,
} from "../support/rooms.ts";

const STAMP: Stamp = { id: "s1", author: "naestforperson", at: "2026-03-19T08:00:00.000Z" };
const run = (text: string, type: string): RichNode => ({
  type: "text",
  text,
  marks: [{ type, attrs: { ...STAMP } }],
});
const PROPOSAL: RichNode = {
  type: "paragraph",
  content: [{ type: "text", text: "Vi har " }, run("et par", "deletion"), run("12", "insertion")],
};
const SUGGESTED: RichText = { type: "doc", content: [PROPOSAL] };

async function withSuggestion() {
  const items = THREE_ITEMS.items.map((item, index) => ({
    ...item,
    sections: item.sections.map((section) =>
      index === 1 && section.kind === "beslutning" ? { ...section, content: SUGGESTED } : section,
    ),
  }));
  const bench = await openRoom({ meeting: { ...THREE_ITEMS, items } });
  const section = bench.decisions[1] ?? "";
  const words = () => bench.room.read((doc) => plainTextOf(sectionTextOf(doc, section)));
  return { bench, section, words };
}

const verdict = (id: string, how: "accept" | "reject") =>
  ({ type: "resolveSuggestions", id, ids: ["s1"], verdict: how }) as const;

test("[SUG34] accepted and rejected at once: one verdict, both are told which, and it is on disk", async () => {
  const { bench, words } = await withSuggestion();
  const author = await RoomClient.join(bench.room, NAESTFORPERSON);
  await flush(bench);
  bench.store.holdCommits();
  const first = begun(bench.room.execute(REFERENT, verdict("k1", "accept")));
  const second = begun(bench.room.execute(FORPERSON, verdict("k2", "reject")));
  await settle();
  expect([first.now, second.now]).toEqual([undefined, undefined]);
  bench.store.releaseCommits();
  await Promise.all([first.later, second.later]);
  expect(first.now).toMatchObject({ kind: "done", body: { resolved: ["s1"], already: [] } });
  expect(second.now).toMatchObject({
    kind: "refused",
    refusal: {
      reason: "alreadyResolved",
      detail: "Forslaget er allerede accepteret af Amira Nørgaard",
    },
  });
  await flush(bench);
  expect(await words()).toBe("Vi har 12");
  const told = latestResolution(author.doc, "s1");
  expect(told).toMatchObject({ verdict: "accept", by: "referent", after: "Vi har 12" });
  const again = await bench.reopen();
  expect(await again.read((doc) => [latestResolution(doc, "s1"), resolutionCountOf(doc, "s1")])).toEqual([
    told,
    1,
  ]);
});

test("[SUG34] a command that is sent again answers its first result, before and after a restart, whatever came since", async () => {
  const { bench, words } = await withSuggestion();
  const answer = await bench.room.execute(REFERENT, verdict("k1", "reject"));
  expect(answer.kind).toBe("done");
  await bench.room.execute(REFERENT, { type: "reopenSuggestion", id: "k2", suggestionId: "s1" });
  expect(await bench.room.execute(REFERENT, verdict("k1", "reject"))).toEqual(answer);
  expect(await words()).toBe("Vi har et par12");
  const restarted = await bench.reopen();
  expect(await restarted.execute(REFERENT, verdict("k1", "reject"))).toEqual(answer);
  expect(await restarted.read((doc) => resolutionCountOf(doc, "s1"))).toBe(1);
});

test("[SUG36] a hand-made request of somebody without the right is refused, and nobody hears of anything", async () => {
  const { bench, words } = await withSuggestion();
  const other = await RoomClient.join(bench.room, FORPERSON);
  await flush(bench);
  const heard = other.own.length;
  for (const command of [verdict("k1", "accept"), verdict("k2", "reject")]) {
    expect(await bench.room.execute(MEDLEM, command)).toMatchObject({
      kind: "refused",
      refusal: { reason: "noRight" },
    });
  }
  await flush(bench);
  expect([await words(), other.own.length]).toEqual(["Vi har et par12", heard]);
});

/** A whole new paragraph as a suggestion of the referent's. */
function suggestParagraph(client: RoomClient, section: string): void {
  const own: Stamp = { ...STAMP, author: "referent" };
  const words: RichNode = { type: "text", text: "Nyt.", marks: [{ type: "insertion", attrs: { ...own } }] };
  const paragraph: RichNode = { type: "paragraph", attrs: { sIns: [own] }, content: [words] };
  client.doc.transact(() => {
    const fragment = sectionText(client.doc, section);
    insertNodes(fragment, fragment.length, [paragraph]);
  });
}

test("[SUG39] a suggestion among the last words before the lock keeps the referat open, and is named", async () => {
  const { bench, referent, last, hash } = await almostApproved();
  const sign = begun(bench.room.execute(NAESTFORPERSON, { type: "signOff", id: "k1", itemId: last, hash }));
  await settle();
  suggestParagraph(referent, bench.decisions[0] ?? "");
  referent.sayFlushed();
  await sign.later;
  expect(referent.refusals).toEqual([]);
  expect(sign.now).toMatchObject({
    kind: "done",
    body: { notLocked: { reason: "openSuggestions", detail: "Punkt 1 har åbne forslag" } },
  });
  expect(await phase(bench)).toBe("tilGodkendelse");
});

test("[SUG39] a suggestion in the very item that is being signed comes before the signature", async () => {
  const { bench, referent, last, hash } = await almostApproved();
  const before = bench.room.ledgerHead;
  const sign = begun(bench.room.execute(NAESTFORPERSON, { type: "signOff", id: "k1", itemId: last, hash }));
  await settle();
  suggestParagraph(referent, bench.decisions[2] ?? "");
  referent.sayFlushed();
  await sign.later;
  expect(sign.now).toMatchObject({
    kind: "refused",
    refusal: { reason: "openSuggestions", detail: "1 åbent forslag i punkt 3" },
  });
  expect([await phase(bench), bench.room.ledgerHead]).toEqual(["tilGodkendelse", before]);
});
