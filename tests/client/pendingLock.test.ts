/** What the client does when the server is about to lock. */
import type * as Y from "yjs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MESSAGE } from "../../shared/protocol/messages.ts";
import { closeAll, holdTime, live as liveOn, paragraphText, settled, writeSection } from "./connected.ts";
import { FakeServer } from "./fakeServer.ts";

beforeEach(holdTime);
afterEach(closeAll);

/** A connection that is live, on a text of one word. */
async function live() {
  const server = new FakeServer();
  writeSection(server.doc, "s1", ["Punktet"]);
  const { connection } = await liveOn(server);
  return { server, connection };
}

const firstText = (doc: Y.Doc) => paragraphText(doc, "s1");

const type = (doc: Y.Doc, words: string) => {
  firstText(doc).insert(firstText(doc).length, words);
};

test("[LOCK7] asked for last words, the client says flushed after its last update, and holds its keys until rights changed", async () => {
  const { server, connection } = await live();
  const { doc, text } = connection.session();
  const typed = Promise.withResolvers<undefined>();
  text.onLockPending(async () => {
    await typed.promise;
    // What an editor has read late.
    type(doc, " drøftet");
  });
  type(doc, " blev");
  server.last.tell(MESSAGE.lockPending, { withinMs: 3000 });
  await settled();
  expect(connection.session().lock.isPending).toBe(true);
  expect(server.heard).not.toContain(MESSAGE.flushed);
  typed.resolve(undefined);
  await settled();
  expect(server.heard.slice(-2)).toEqual([MESSAGE.sync, MESSAGE.flushed]);
  expect(firstText(server.doc).toJSON()).toBe("Punktet blev drøftet");
  server.last.tell(MESSAGE.rightsChanged, {});
  await settled();
  expect(connection.session().lock).toEqual({ isPending: false, message: undefined });
});

test("[LOCK7] a client that is just coming back says flushed after what it brings", async () => {
  const { server, connection } = await live();
  server.last.drop(1006);
  type(connection.session().doc, " offline");
  vi.advanceTimersByTime(10_000);
  server.answersSync = false;
  server.last.open();
  server.last.tell(MESSAGE.lockPending, { withinMs: 3000 });
  await settled();
  expect(server.heard).not.toContain(MESSAGE.flushed);
  server.answersSync = true;
  server.last.answerStep1();
  await settled();
  expect(server.heard.at(-1)).toBe(MESSAGE.flushed);
  expect(firstText(server.doc).toJSON()).toBe("Punktet offline");
});

test("[LOCK7] a lock that is never heard of again, or whose socket goes, lets the client write on", async () => {
  const { server, connection } = await live();
  server.last.tell(MESSAGE.lockPending, { withinMs: 3000 });
  await settled();
  vi.advanceTimersByTime(4999);
  await settled();
  expect(connection.session().lock.isPending).toBe(true);
  vi.advanceTimersByTime(1);
  await settled();
  expect(connection.session().lock.isPending).toBe(false);
  server.last.tell(MESSAGE.lockPending, { withinMs: 3000 });
  await settled();
  server.last.drop(1006);
  await settled();
  expect(connection.session().lock.isPending).toBe(false);
});

test("[LOCK4] why a lock did not come stays until it is read", async () => {
  const { server, connection } = await live();
  const message = "Punkt 5 blev ændret, mens referatet blev låst.";
  server.last.tell(MESSAGE.lockPending, { withinMs: 3000 });
  server.last.tell(MESSAGE.rightsChanged, { message });
  await settled();
  expect(connection.session().lock).toEqual({ isPending: false, message });
  server.last.tell(MESSAGE.rightsChanged, {});
  await settled();
  expect(connection.session().lock.message).toBe(message);
  connection.session().dismissLock();
  await settled();
  expect(connection.session().lock.message).toBeUndefined();
});

test("[LOCK8] keys of a text that was locked after all are kept as a refused edit", async () => {
  const { connection } = await live();
  connection.session().text.keepWords("s1", "abc");
  await settled();
  expect(connection.session().refusedEdits).toMatchObject([{ section: "s1", text: "abc", reason: "locked" }]);
});
