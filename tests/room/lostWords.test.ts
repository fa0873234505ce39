/** Words typed into a paragraph that somebody deleted: their writer hears of them whatever happens to the socket. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { MESSAGE } from "../../shared/protocol/messages.ts";
import { syncFrame } from "../../server/room/frames.ts";
import { FORPERSON, openRoom, REFERENT, settle } from "../support/rooms.ts";
import { RoomClient, typeIn } from "../support/roomClient.ts";

test("[GUARD9] the lost words come before the acknowledgement, also when one commit holds many frames", async () => {
  const bench = await openRoom();
  const referent = await RoomClient.join(bench.room, REFERENT);
  const [first = "", second = ""] = bench.decisions;
  typeIn(referent.doc, first, "Et afsnit");
  const forperson = await RoomClient.join(bench.room, FORPERSON);
  await settle();
  const stale = new Y.Doc();
  stale.clientID = forperson.doc.clientID;
  Y.applyUpdate(stale, Y.encodeStateAsUpdate(forperson.doc));
  referent.doc.getXmlFragment(`s:${first}`).delete(0, 1);
  await settle();
  const updates: Uint8Array[] = [];
  stale.on("update", (update: Uint8Array) => updates.push(update));
  typeIn(stale, second, "Et andet sted");
  typeIn(stale, first, " og så tabt");
  bench.store.holdCommits();
  for (const update of updates) forperson.pass(syncFrame("update", update));
  forperson.own.length = 0;
  bench.store.releaseCommits();
  await settle();
  expect(forperson.own.map(({ type }) => type)).toEqual([MESSAGE.lost, MESSAGE.saved]);
});
