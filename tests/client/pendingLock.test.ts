/** What the client does when the server is about to lock. */
import * as Y from "yjs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DeviceMemory } from "../../client/connection/deviceMemory.ts";
import { MeetingConnection } from "../../client/connection/meetingConnection.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { MESSAGE } from "../../shared/protocol/messages.ts";
import { FakeServer } from "./fakeServer.ts";

const WHO = { person: "referent", name: "Amira Nørgaard", roles: ["referent"] } as const;
const open: MeetingConnection[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
});

afterEach(() => {
  for (const connection of open.splice(0)) connection.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

/** A connection that is live, on a text of one word. */
async function live() {
  const server = new FakeServer();
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText("Punktet")]);
  sectionText(server.doc, "s1").insert(0, [paragraph]);
  vi.stubGlobal("WebSocket", server.socketClass());
  const kept = new Map<string, string>();
  const connection = new MeetingConnection({
    documentId: "m1",
    who: WHO,
    address: "ws://here/collab",
    as: "referent",
    writes: true,
    memory: new DeviceMemory(WHO.person, "m1", {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    }),
    reloadPage: () => true,
  });
  open.push(connection);
  connection.open();
  await settled();
  server.last.open();
  server.last.saveAll();
  await settled();
  return { server, connection };
}

function firstText(doc: Y.Doc): Y.XmlText {
  const paragraph = sectionText(doc, "s1").get(0);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!(text instanceof Y.XmlText)) throw new Error("There is no text.");
  return text;
}

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
