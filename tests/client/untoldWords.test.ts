/** Own words that the server has, or that wait for others, when their paragraph or the whole log is gone. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
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

function oneSection(): FakeServer {
  const server = new FakeServer();
  writeSection(server.doc, "s1", ["Punktet", "Ellers intet"]);
  return server;
}

/** As the room does it: its step 1 is here before its step 2. */
async function comesBack(server: FakeServer): Promise<void> {
  vi.advanceTimersByTime(10_000);
  await settled();
  server.answersSync = false;
  server.last.open();
  await settled();
  server.answersSync = true;
  server.last.answerStep1();
  await settled();
}

const offered = ({ connection }: Awaited<ReturnType<typeof live>>) =>
  connection.session().refusedEdits.map(({ section, text, reason }) => [section, text, reason]);

test("[CONN11] words taken into a deleted paragraph are offered when the word of it was lost with the socket", async () => {
  const server = oneSection();
  const tab = await live(server);
  type(tab.connection.session().doc, " forsvundet");
  sectionText(server.doc, "s1").delete(0, 1);
  server.last.drop(1006);
  await comesBack(server);
  expect(offered(tab)).toEqual([["s1", " forsvundet", "paragraphGone"]]);
  server.last.saveAll();
  server.last.drop(1006);
  await comesBack(server);
  expect(offered(tab)).toHaveLength(1);
});

test("[CONN11] words that never came to the server are offered when their paragraph went here first", async () => {
  const server = oneSection();
  const tab = await live(server);
  server.accepts = false;
  type(tab.connection.session().doc, " forsvundet");
  server.deliverDeletion("s1", 0);
  server.last.drop(1006);
  server.accepts = true;
  await comesBack(server);
  expect(offered(tab)).toEqual([["s1", " forsvundet", "paragraphGone"]]);
});

test("[CONN11] words that the server still has to tell of are not told of twice", async () => {
  const server = oneSection();
  const tab = await live(server);
  server.last.drop(1006);
  type(tab.connection.session().doc, " forsvundet");
  sectionText(server.doc, "s1").delete(0, 1);
  await comesBack(server);
  expect(offered(tab)).toEqual([]);
  server.last.tell(MESSAGE.lost, { section: "", text: " forsvundet" });
  server.last.saveAll();
  await settled();
  expect(offered(tab)).toEqual([["s1", " forsvundet", "paragraphGone"]]);
  server.last.drop(1006);
  await comesBack(server);
  expect(offered(tab)).toHaveLength(1);
});

test("[CONN11] words that were told of before their deletion came are not told of again", async () => {
  const server = oneSection();
  const tab = await live(server);
  type(tab.connection.session().doc, " forsvundet");
  sectionText(server.doc, "s1").delete(0, 1);
  server.last.tell(MESSAGE.lost, { section: "", text: " forsvundet" });
  server.last.drop(1006);
  await comesBack(server);
  expect(offered(tab)).toEqual([["s1", " forsvundet", "paragraphGone"]]);
});

/** The page went with unsent words; the device knows them, but not the text that they stand in. */
async function leftBehind(server: FakeServer) {
  const storage = plainStorage();
  const { connection } = await live(server, { storage });
  server.last.drop(1006);
  const text = paragraphText(connection.session().doc, "s1");
  text.insert(text.length, " skjulto");
  text.delete(text.length - 1, 1);
  text.insert(text.length, "e ord");
  connection.close();
  const tab = connect(server, { storage });
  await settled();
  return tab;
}

test("[CONN12] words that wait for text which the device lost come into their place, and count as saved", async () => {
  const server = oneSection();
  const tab = await leftBehind(server);
  await comesBack(server);
  expect(textOf(tab.connection.session().doc)).toBe("Punktet skjulte ord|Ellers intet");
  expect(textOf(server.doc)).toBe("Punktet skjulte ord|Ellers intet");
  server.last.saveAll();
  await settled();
  expect([...tab.memory.unsentClients(0).keys()]).toEqual([]);
  expect(offered(tab)).toEqual([]);
});

test("[CONN11] words that waited for a paragraph are offered when it is deleted and the server has them", async () => {
  const server = oneSection();
  const storage = plainStorage();
  const before = await live(server, { storage });
  type(before.connection.session().doc, " skjulte ord");
  before.connection.close();
  sectionText(server.doc, "s1").delete(0, 1);
  const tab = connect(server, { storage });
  await settled();
  await comesBack(server);
  expect(offered(tab)).toEqual([["", " skjulte ord", "paragraphGone"]]);
});

test("[CONN6] words that wait for text which the device lost are offered when the log is another one", async () => {
  const server = oneSection();
  const tab = await leftBehind(server);
  server.last.drop(CLOSE.otherEpoch.code);
  await comesAnew(server);
  expect(offered(tab)).toEqual([["", " skjulte ord", "staleClient"]]);
  expect(textOf(tab.connection.session().doc)).toBe("Punktet|Ellers intet");
});

test("[CONN21] words put back, reloaded and acknowledged do not make the next refusal one too many", async () => {
  const server = oneSection();
  const storage = plainStorage();
  const first = await live(server, { storage });
  server.accepts = false;
  type(first.connection.session().doc, " første");
  server.last.tell(MESSAGE.refused, { reason: "malformed", section: null });
  await comesAnew(server);
  expect(textOf(first.connection.session().doc)).toBe("Punktet første|Ellers intet");
  first.connection.close();

  server.forgetRefused();
  const tab = connect(server, { storage });
  await settled();
  await comesBack(server);
  server.last.saveAll();
  await settled();
  server.accepts = false;
  type(tab.connection.session().doc, " anden");
  server.last.tell(MESSAGE.refused, { reason: "malformed", section: null });
  server.forgetRefused();
  await comesAnew(server);
  expect(offered(tab)).toEqual([]);
  expect(textOf(tab.connection.session().doc)).toBe("Punktet første anden|Ellers intet");
});
