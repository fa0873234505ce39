import * as Y from "yjs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SCHEMA_HASH } from "../../shared/document/schemaHash.ts";
import { CLOSE, MESSAGE } from "../../shared/protocol/messages.ts";
import {
  closeAll,
  connect,
  holdTime,
  live,
  paragraphText,
  settled,
  type,
  writeSection,
} from "./connected.ts";
import { FakeServer } from "./fakeServer.ts";

beforeEach(holdTime);
afterEach(closeAll);

function serverWith(words: string): FakeServer {
  const server = new FakeServer();
  writeSection(server.doc, "s1", [words]);
  return server;
}

const firstText = (doc: Y.Doc) => paragraphText(doc, "s1");

test("[CONN1] the connection opens, is live when the content is here, and declares its client", async () => {
  const server = serverWith("Punktet");
  const { connection } = connect(server);
  expect(connection.session().watch.connection()).toEqual({ state: "opening" });
  await settled();
  server.last.open();
  server.last.saveAll();
  await settled();
  expect(connection.session().watch.connection()).toEqual({ state: "live", saving: false });
  const { params } = server.last;
  expect(params.get("client")).toBe(String(connection.session().doc.clientID));
  expect([params.get("v"), params.get("som"), params.get("schema")]).toEqual(["1", "referent", SCHEMA_HASH]);
  expect(firstText(connection.session().doc).toJSON()).toBe("Punktet");
});

test("[CONN2] a change is saved only when as many frames are acknowledged as were sent", async () => {
  const server = serverWith("Punktet");
  const { connection } = await live(server);
  type(connection.session().doc, " blev");
  type(connection.session().doc, " drøftet");
  await settled();
  expect(connection.session().watch.connection()).toEqual({ state: "live", saving: true });
  server.last.tell(MESSAGE.saved, { frames: server.last.documentFrames - 1 });
  await settled();
  expect(connection.session().watch.connection()).toEqual({ state: "live", saving: true });
  server.last.saveAll();
  await settled();
  expect(connection.session().watch.connection()).toEqual({ state: "live", saving: false });
});

test("[CONN2] a deletion, which moves no state vector, is not saved before its frame is acknowledged", async () => {
  const server = serverWith("Punktet");
  const { connection } = await live(server);
  firstText(connection.session().doc).delete(0, 3);
  await settled();
  expect(connection.session().watch.connection()).toEqual({ state: "live", saving: true });
});

test("[CONN3] offline the changes wait, and are sent and saved after coming back", async () => {
  const server = serverWith("Punktet");
  const { connection } = await live(server);
  server.last.drop(1006);
  type(connection.session().doc, " blev drøftet");
  await settled();
  expect(connection.session().watch.connection()).toEqual({ state: "offline", waiting: 1 });
  vi.advanceTimersByTime(10_000);
  expect(server.sockets).toHaveLength(2);
  server.last.open();
  await settled();
  expect(connection.session().watch.connection()).toEqual({ state: "live", saving: true });
  server.last.saveAll();
  await settled();
  expect(connection.session().watch.connection()).toEqual({ state: "live", saving: false });
  expect(firstText(server.doc).toJSON()).toBe("Punktet blev drøftet");
});

test("[CONN4] a client id with unsent edits is declared after a reload, its own id first, and forgotten when saved", async () => {
  const server = serverWith("Punktet");
  const first = await live(server);
  const firstId = first.connection.session().doc.clientID;
  server.last.drop(1006);
  type(first.connection.session().doc, "!");
  const kept = Y.encodeStateAsUpdate(first.connection.session().doc);
  first.connection.close();

  const { connection, memory } = connect(server, { storage: first.storage });
  await settled();
  // What the device copy would have given back.
  Y.applyUpdate(connection.session().doc, kept, "device");
  expect(server.last.params.get("client")).toBe(`${connection.session().doc.clientID},${firstId}`);
  server.last.open();
  server.last.saveAll();
  await settled();
  expect([...memory.unsentClients(0).keys()]).toEqual([]);
  expect(connection.session().watch.connection()).toEqual({ state: "live", saving: false });
  expect(firstText(server.doc).toJSON()).toBe("Punktet!");
});

test("[CONN14] what is more than a frame may hold is a refused edit, and is not sent again and again", async () => {
  const server = serverWith("Punktet");
  const { connection } = await live(server);
  type(connection.session().doc, " blev drøftet");
  server.last.drop(CLOSE.tooLarge.code);
  await settled();
  expect(connection.session().refusedEdits).toMatchObject([{ text: " blev drøftet", reason: "tooLarge" }]);
  vi.advanceTimersByTime(0);
  await settled();
  expect(server.last.params.get("epoch")).toBe("epoch-1");
});

test.each([
  [CLOSE.logIn.code, "login"],
  [CLOSE.noRight.code, "noRight"],
  [CLOSE.unknown.code, "unknown"],
] as const)("[CONN7] close %i ends the connection: %s", async (code, why) => {
  const server = serverWith("Punktet");
  const { connection } = await live(server);
  server.last.drop(code);
  await settled();
  vi.advanceTimersByTime(60_000);
  expect(connection.session().watch.connection()).toEqual({ state: "ended", why });
  expect(server.sockets).toHaveLength(1);
});

test("[CONN7] close 4426 loads the page anew", async () => {
  const server = serverWith("Punktet");
  const { reloadPage } = await live(server);
  server.last.drop(CLOSE.reload.code);
  await settled();
  expect(reloadPage).toHaveBeenCalledOnce();
});

test("[CONN13] while the server cannot save, text is kept and counted until an acknowledgement", async () => {
  const server = serverWith("Punktet");
  const { connection } = await live(server);
  type(connection.session().doc, " blev");
  server.last.drop(CLOSE.cannotSave.code);
  await settled();
  expect(connection.session().watch.connection()).toEqual({ state: "cannotSave", waiting: 1 });
  vi.advanceTimersByTime(10_000);
  expect(server.sockets).toHaveLength(2);
  server.last.open();
  await settled();
  expect(connection.session().watch.connection()).toEqual({ state: "cannotSave", waiting: 1 });
  server.last.saveAll();
  await settled();
  expect(connection.session().watch.connection()).toEqual({ state: "live", saving: false });
  expect(firstText(server.doc).toJSON()).toBe("Punktet blev");
});

test("[CONN13] a server that takes visits and cannot save is visited ever more seldom", async () => {
  const server = serverWith("Punktet");
  await live(server);
  for (let visit = 0; visit < 6; visit++) {
    server.last.drop(CLOSE.cannotSave.code);
    vi.advanceTimersByTime(5000);
    server.last.open();
    await settled();
  }
  const before = server.sockets.length;
  server.last.drop(CLOSE.cannotSave.code);
  vi.advanceTimersByTime(3000);
  expect(server.sockets).toHaveLength(before);
  vi.advanceTimersByTime(2000);
  expect(server.sockets).toHaveLength(before + 1);
});

test("[CONN8] only the own awareness entry is ever sent", async () => {
  const server = serverWith("Punktet");
  const { connection } = await live(server);
  const other = new Y.Doc();
  const { Awareness, encodeAwarenessUpdate } = await import("y-protocols/awareness");
  const awareness = new Awareness(other);
  awareness.setLocalState({
    person: "p2",
    name: "Karen Holm",
    role: "forperson",
    section: "s1",
    cursor: null,
  });
  const encoding = await import("lib0/encoding");
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.awareness);
  encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [other.clientID]));
  server.last.deliver(encoding.toUint8Array(encoder));
  connection.session().setFocus("s1");
  await settled();
  expect(connection.session().presence).toMatchObject([{ name: "Karen Holm", section: "s1" }]);
  const own = connection.session().doc.clientID;
  expect(server.awarenessIds.length).toBeGreaterThan(0);
  expect(server.awarenessIds.every((ids) => ids.length === 1 && ids[0] === own)).toBe(true);
  awareness.destroy();
});

test("[CONN9] when Yjs renames the client, the server hears of the new id before it writes", async () => {
  const server = serverWith("Punktet");
  const { connection } = await live(server);
  const { doc } = connection.session();
  const before = doc.clientID;
  const twin = new Y.Doc();
  twin.clientID = before;
  twin.getMap("x").set("a", 1);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(twin), "twin");
  expect(doc.clientID).not.toBe(before);
  vi.advanceTimersByTime(10_000);
  expect(server.last.params.get("client")?.split(",")[0]).toBe(String(doc.clientID));
  server.last.open();
  await settled();
  expect(connection.session().watch.connection().state).toBe("live");
});

test("[CONN10] whoever only reads declares no client, is not seen and is always up to date", async () => {
  const server = serverWith("Punktet");
  const { connection } = await live(server, { writes: false });
  expect(server.last.params.has("client")).toBe(false);
  expect(server.awarenessIds).toEqual([]);
  expect(server.last.documentFrames).toBe(0);
  expect(connection.session().watch.connection()).toEqual({ state: "live", saving: false });
});
