import * as Y from "yjs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PlainStorage } from "../../client/connection/deviceStore.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { CLOSE, MESSAGE } from "../../shared/protocol/messages.ts";
import {
  closeAll,
  comesAnew,
  connect,
  holdTime,
  live,
  paragraphText,
  plainStorage,
  settled,
  textOf,
  type,
  writeSection,
} from "./connected.ts";
import { FakeServer } from "./fakeServer.ts";

beforeEach(holdTime);
afterEach(closeAll);

/** Two sections: the lock falls on the first one. */
function twoSections(): FakeServer {
  const server = new FakeServer();
  writeSection(server.doc, "s1", ["Punktet"]);
  writeSection(server.doc, "s2", ["Udvalget", "Ellers intet"]);
  return server;
}

const mayEdit = (_doc: Y.Doc, section: string) => section !== "s1";

/** The server takes nothing more of this connection, as after a refused frame. */
function refuse(server: FakeServer, section: string | null, reason = "locked"): void {
  server.last.tell(MESSAGE.refused, { reason, section });
  server.accepts = true;
}

test("[CONN5] a refused edit keeps its words on the device, and the document is fetched anew", async () => {
  const server = twoSections();
  const { connection, memory } = await live(server, { mayEdit });
  const old = connection.session().doc;
  server.accepts = false;
  type(old, " blev drøftet");
  refuse(server, "s1");
  await settled();
  expect(connection.session().watch.connection()).toEqual({ state: "refused" });
  expect(memory.store.namesAfter("kept:")).toHaveLength(1);
  expect(connection.session().doc).toBe(old);

  await comesAnew(server);
  server.last.saveAll();
  await settled();
  const session = connection.session();
  expect(session.doc).not.toBe(old);
  expect(session.watch.connection()).toEqual({ state: "live", saving: false });
  expect(textOf(session.doc)).toBe("Punktet");
  expect(session.refusedEdits).toMatchObject([{ section: "s1", text: " blev drøftet", reason: "locked" }]);
  session.dismissRefused(session.refusedEdits[0]?.id ?? "");
  await settled();
  expect(connection.session().refusedEdits).toEqual([]);
  expect(memory.store.namesAfter("kept:")).toEqual([]);
});

test("[CONN5] only what was not acknowledged counts as lost", async () => {
  const server = twoSections();
  const { connection } = await live(server, { mayEdit });
  type(connection.session().doc, " gemt");
  server.last.saveAll();
  server.accepts = false;
  type(connection.session().doc, " ugemt");
  refuse(server, "s1");
  await settled();
  expect(connection.session().refusedEdits).toMatchObject([{ text: " ugemt" }]);
});

test("[CONN5] refused deletions are told of where they were, although they have no words", async () => {
  const server = twoSections();
  const { connection } = await live(server, { mayEdit });
  server.accepts = false;
  paragraphText(connection.session().doc, "s1").delete(0, 2);
  paragraphText(connection.session().doc, "s2").delete(0, 2);
  refuse(server, "s1");
  await comesAnew(server);
  expect(connection.session().refusedEdits).toMatchObject([
    { section: "s1", text: "", reason: "locked" },
    { section: "s2", text: "", reason: "besideRefused" },
  ]);
});

test("[CONN6] another epoch keeps the unsent words, and the device then knows no epoch", async () => {
  const server = twoSections();
  const { connection, memory } = await live(server, { mayEdit });
  expect(memory.epoch).toBe("epoch-1");
  server.last.drop(1006);
  type(connection.session().doc, " blev drøftet");
  vi.advanceTimersByTime(10_000);
  expect(server.last.params.get("epoch")).toBe("epoch-1");
  server.last.drop(CLOSE.otherEpoch.code);
  vi.advanceTimersByTime(0);
  await settled();
  expect(server.last.params.has("epoch")).toBe(false);
  server.last.open();
  await settled();
  expect(connection.session().refusedEdits).toMatchObject([{ text: " blev drøftet" }]);
});

test("[CONN21] text in a section that is still open is put back by itself, and forgotten when saved", async () => {
  const server = twoSections();
  const { connection, memory } = await live(server, { mayEdit });
  server.accepts = false;
  const { doc } = connection.session();
  type(doc, " låst");
  type(doc, " anbefaler", "s2");
  refuse(server, "s1");
  await comesAnew(server);
  expect(textOf(connection.session().doc, "s2")).toBe("Udvalget anbefaler|Ellers intet");
  expect(connection.session().refusedEdits).toMatchObject([{ section: "s1", text: " låst" }]);
  expect(connection.session().putBack).toMatchObject([{ section: "s2" }]);
  expect(memory.store.namesAfter("kept:")).toHaveLength(2);
  server.last.saveAll();
  await settled();
  expect(textOf(server.doc, "s2")).toBe("Udvalget anbefaler|Ellers intet");
  expect(memory.store.namesAfter("kept:")).toHaveLength(1);
});

test("[CONN21] new paragraphs, words in the middle and bold come back as they were", async () => {
  const server = twoSections();
  const { connection } = await live(server, { mayEdit });
  server.accepts = false;
  const { doc } = connection.session();
  const text = paragraphText(doc, "s2");
  text.insert(3, "FED", { bold: {} });
  text.insert(0, "Hele ");
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText("Nyt afsnit")]);
  sectionText(doc, "s2").insert(1, [paragraph]);
  const before = textOf(doc, "s2");
  refuse(server, "s1");
  await comesAnew(server);
  expect(textOf(connection.session().doc, "s2")).toBe(before);
  expect(before).toBe("Hele Udv<bold>FED</bold>alget|Nyt afsnit|Ellers intet");
});

test("[CONN21] words whose paragraph was rewritten meanwhile are offered", async () => {
  const server = twoSections();
  const { connection } = await live(server, { mayEdit });
  server.accepts = false;
  type(connection.session().doc, " anbefaler", "s2");
  refuse(server, "s1");
  paragraphText(server.doc, "s2").insert(0, "Hele ");
  await comesAnew(server);
  expect(textOf(connection.session().doc, "s2")).toBe("Hele Udvalget|Ellers intet");
  expect(connection.session().refusedEdits).toMatchObject([
    { section: "s2", text: " anbefaler", reason: "baseChanged" },
    { section: "s1", text: "" },
  ]);
});

test("[CONN21] a change elsewhere in the section does not stand in the way", async () => {
  const server = twoSections();
  const { connection } = await live(server, { mayEdit });
  server.accepts = false;
  type(connection.session().doc, " anbefaler", "s2");
  refuse(server, "s1");
  paragraphText(server.doc, "s2", 1).insert(0, "Og ");
  await comesAnew(server);
  expect(textOf(connection.session().doc, "s2")).toBe("Udvalget anbefaler|Og Ellers intet");
});

test("[CONN21] what was put back and is refused again is offered, not put back for ever", async () => {
  const server = twoSections();
  const { connection } = await live(server, { mayEdit });
  server.accepts = false;
  type(connection.session().doc, " anbefaler", "s2");
  refuse(server, null, "malformed");
  server.accepts = false;
  await comesAnew(server);
  refuse(server, null, "malformed");
  await comesAnew(server);
  expect(textOf(connection.session().doc, "s2")).toBe("Udvalget|Ellers intet");
  expect(connection.session().refusedEdits).toMatchObject([{ section: "s2", text: " anbefaler" }]);
});

test("[CONN21] words whose frame reached the server after all are neither put back nor offered", async () => {
  const server = twoSections();
  const { connection, memory } = await live(server, { mayEdit });
  type(connection.session().doc, " anbefaler", "s2");
  // The acknowledgement is still under way when the refusal of a later frame comes.
  refuse(server, "s1");
  await comesAnew(server);
  server.last.saveAll();
  await settled();
  expect(textOf(connection.session().doc, "s2")).toBe("Udvalget anbefaler|Ellers intet");
  expect(connection.session().refusedEdits).toMatchObject([{ section: "s1", text: "" }]);
  expect(memory.store.namesAfter("kept:")).toHaveLength(1);
});

/** Like a device whose power goes at one write: nothing is written from then on. */
function dyingStorage(values: Map<string, string>, writesMax: number): PlainStorage & { writes: number } {
  const plain = plainStorage(values);
  const storage = {
    ...plain,
    writes: 0,
    get length() {
      return values.size;
    },
    setItem: (key: string, value: string) => {
      if (++storage.writes <= writesMax) plain.setItem(key, value);
    },
    removeItem: (key: string) => {
      if (++storage.writes <= writesMax) plain.removeItem(key);
    },
  };
  return storage;
}

/** Types in both sections, meets the lock, goes through the whole recovery, and dies at one write of it. */
async function recoverAndDieAt(write: number) {
  const server = twoSections();
  const values = new Map<string, string>();
  const first = await live(server, { storage: plainStorage(values), mayEdit });
  first.connection.close();
  server.accepts = false;
  const dying = dyingStorage(values, Number.POSITIVE_INFINITY);
  const { connection } = await live(server, { storage: dying, mayEdit });
  type(connection.session().doc, " låst");
  type(connection.session().doc, " anbefaler", "s2");
  const limited = dyingStorage(values, write);
  dying.setItem = limited.setItem;
  dying.removeItem = limited.removeItem;
  server.onFrame = () => limited.writes <= write;
  refuse(server, "s1");
  await comesAnew(server);
  server.last.saveAll();
  await settled();
  const isOver = limited.writes <= write;
  connection.close();
  server.onFrame = () => true;
  server.forgetRefused();
  return { server, values, isOver };
}

test("[CONN22] a crash at any write of the recovery: every word is in the document or offered, and once", async () => {
  let write = 0;
  for (let isOver = false; !isOver; write += 1) {
    const died = await recoverAndDieAt(write);
    isOver = died.isOver;
    const { server, values } = died;
    // The lock still stands, and the old edit may come once more.
    let next = connect(server, { storage: plainStorage(values), mayEdit });
    await settled();
    server.accepts = true;
    const lockHolds = () => textOf(server.doc).includes("låst");
    server.onFrame = (update) => !wouldBreakLock(server.doc, update);
    server.last.open();
    await settled();
    if (server.refusedOne) {
      refuse(server, "s1");
      await comesAnew(server);
    }
    server.last.saveAll();
    await settled();
    const { refusedEdits, doc } = next.connection.session();
    const words = [textOf(doc, "s1"), textOf(doc, "s2"), ...refusedEdits.map(({ text }) => text)].join("#");
    expect([write, count(words, "låst"), count(words, "anbefaler")]).toEqual([write, 1, 1]);
    expect(lockHolds()).toBe(false);
    expect(textOf(server.doc, "s2")).toBe(textOf(doc, "s2"));
    next.connection.close();
    next = connect(server, { storage: plainStorage(values), mayEdit });
    await settled();
    server.last.open();
    server.last.saveAll();
    await settled();
    const again = next.connection.session().refusedEdits.map(({ text }) => text);
    expect(again).toEqual(refusedEdits.map(({ text }) => text));
    next.connection.close();
  }
  expect(write).toBeGreaterThan(8);
});

function count(text: string, word: string): number {
  return text.split(word).length - 1;
}

function wouldBreakLock(doc: Y.Doc, update: Uint8Array): boolean {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  Y.applyUpdate(copy, update);
  return textOf(copy) !== textOf(doc);
}

test("[CONN23] a second tab leaves the device copy with the first, and loses no word", async () => {
  const server = twoSections();
  const values = new Map<string, string>();
  const first = await live(server, { storage: sharedStorage(values), mayEdit });
  const firstSocket = server.last;
  const second = await live(server, { storage: sharedStorage(values), mayEdit });
  const secondSocket = server.last;
  secondSocket.drop(1006);
  type(second.connection.session().doc, " anbefaler", "s2");
  server.accepts = false;
  type(first.connection.session().doc, " låst");
  firstSocket.tell(MESSAGE.refused, { reason: "locked", section: "s1" });
  server.accepts = true;
  await settled();
  vi.advanceTimersByTime(0);
  await settled();
  expect(second.connection.session().watch.connection()).toEqual({ state: "refused" });
  for (const socket of server.sockets.slice(2)) {
    socket.open();
    await settled();
    socket.saveAll();
    await settled();
  }
  const texts = (tab: typeof first) => tab.connection.session().refusedEdits.map(({ text }) => text);
  expect(texts(first)).toEqual([" låst"]);
  expect(texts(second)).toEqual([" låst"]);
  expect(textOf(server.doc, "s2")).toBe("Udvalget anbefaler|Ellers intet");
  expect(textOf(server.doc)).toBe("Punktet");
});

function tell(key: string): void {
  queueMicrotask(() => window.dispatchEvent(new StorageEvent("storage", { key })));
}

/** As browsers do it: a tab hears of what the others write. */
function sharedStorage(values: Map<string, string>): PlainStorage {
  const plain = plainStorage(values);
  return {
    ...plain,
    get length() {
      return values.size;
    },
    setItem: (key, value) => {
      plain.setItem(key, value);
      tell(key);
    },
    removeItem: (key) => {
      plain.removeItem(key);
      tell(key);
    },
  };
}

test("[CONN11] words typed into a paragraph that somebody deleted are handed back at their section", async () => {
  const server = twoSections();
  const { connection } = await live(server, { mayEdit });
  type(connection.session().doc, " forsvundet", "s2");
  server.deliverDeletion("s2", 0);
  server.last.tell(MESSAGE.lost, { section: "", text: " forsvundet" });
  await settled();
  expect(connection.session().refusedEdits).toMatchObject([
    { section: "s2", text: " forsvundet", reason: "paragraphGone" },
  ]);
});

test("[CONN11] the section of lost words is found before their deletion has come here", async () => {
  const server = twoSections();
  const { connection } = await live(server, { mayEdit });
  type(connection.session().doc, " forsvundet", "s2");
  server.last.tell(MESSAGE.lost, { section: "", text: " forsvundet" });
  await settled();
  expect(connection.session().refusedEdits).toMatchObject([{ section: "s2" }]);
});

test("[CONN11] words in a paragraph that went before the refusal came are offered too", async () => {
  const server = twoSections();
  const { connection } = await live(server, { mayEdit });
  server.accepts = false;
  type(connection.session().doc, " forsvundet", "s2");
  server.deliverDeletion("s2", 0);
  refuse(server, "s1");
  await comesAnew(server);
  expect(connection.session().refusedEdits).toMatchObject([
    { section: "s2", text: " forsvundet", reason: "paragraphGone" },
    { section: "s1", text: "" },
  ]);
});
