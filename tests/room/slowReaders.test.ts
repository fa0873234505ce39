/** Who reads slowly is skipped and gets what it missed at once; nobody else waits. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { MESSAGE } from "../../shared/protocol/messages.ts";
import { FORPERSON, openRoom, REFERENT, settle, type RoomBench } from "../support/rooms.ts";
import { RoomClient, textIn, typeIn } from "../support/roomClient.ts";

async function twoIn(bench: RoomBench) {
  const referent = await RoomClient.join(bench.room, REFERENT);
  const forperson = await RoomClient.join(bench.room, FORPERSON);
  await settle();
  const [decision = "", other = ""] = bench.decisions;
  return { referent, forperson, decision, other };
}

async function flush(bench: RoomBench) {
  await settle();
  bench.clock.advance(200);
  await settle();
}

test("[ROOM5] one is skipped, gets one diff of what it missed when its queue has drained, and hears on", async () => {
  const bench = await openRoom();
  const { referent, forperson, decision, other } = await twoIn(bench);
  typeIn(referent.doc, decision, "Et langt referat, som den langsomme læser allerede har.".repeat(20));
  await flush(bench);
  forperson.queued = LIMITS.outboundSoftBytes + 1;
  typeIn(referent.doc, decision, "Godkendt.");
  await flush(bench);
  typeIn(referent.doc, other, "Tak.");
  deleteFirst(referent.doc, decision, 3);
  await flush(bench);
  expect([textIn(forperson.doc, decision).includes("Godkendt."), textIn(forperson.doc, other)]).toEqual([
    false,
    "",
  ]);
  const before = forperson.sent.length;
  forperson.drain();
  const diff = forperson.sent.slice(before).filter((bytes) => bytes[0] === MESSAGE.sync);
  expect([diff.length, (diff[0]?.length ?? 0) < 300]).toEqual([1, true]);
  expect(forperson.doc.getXmlFragment(`s:${decision}`).toJSON()).toBe(
    referent.doc.getXmlFragment(`s:${decision}`).toJSON(),
  );
  expect(textIn(forperson.doc, other)).toBe("Tak.");
  typeIn(referent.doc, other, " Slut.");
  await flush(bench);
  expect(textIn(forperson.doc, other)).toBe("Tak. Slut.");
});

test("[ROOM5] something queued for two seconds makes a slow reader too; without a drain event the beat sees it", async () => {
  const bench = await openRoom();
  const { referent, forperson, decision } = await twoIn(bench);
  forperson.queued = 1;
  for (let second = 0; second < 4; second += 1) {
    typeIn(referent.doc, decision, "a");
    await settle();
    bench.clock.advance(1000);
  }
  expect(textIn(forperson.doc, decision)).toBe("aaa");
  forperson.queued = 0;
  bench.room.breakSilence();
  expect(textIn(forperson.doc, decision)).toBe("aaaa");
});

test("[ROOM5] what is not on disk yet is not in the diff that leaves", async () => {
  const bench = await openRoom();
  const { referent, forperson, decision } = await twoIn(bench);
  forperson.queued = LIMITS.outboundSoftBytes + 1;
  typeIn(referent.doc, decision, "Godkendt.");
  await flush(bench);
  bench.store.holdCommits();
  typeIn(referent.doc, decision, " Tak.");
  await flush(bench);
  forperson.drain();
  expect(textIn(forperson.doc, decision)).toBe("");
  bench.store.releaseCommits();
  await flush(bench);
  expect(textIn(forperson.doc, decision)).toBe("Godkendt. Tak.");
});

test("[ROOM5] a hopeless one is closed to come back", async () => {
  const bench = await openRoom();
  const { referent, forperson, decision } = await twoIn(bench);
  forperson.queued = LIMITS.outboundHardBytes + 1;
  typeIn(referent.doc, decision, " Slut.");
  await flush(bench);
  expect(forperson.closedWith).toBe(1013);
});

function deleteFirst(doc: Y.Doc, sectionId: string, letters: number): void {
  const paragraph = doc.getXmlFragment(`s:${sectionId}`).get(0);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (text instanceof Y.XmlText) text.delete(0, letters);
}
