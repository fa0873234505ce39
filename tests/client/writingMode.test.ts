import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { MeetingConnection } from "../../client/connection/meetingConnection.ts";
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import type { Phase, Role } from "../../shared/meeting/vocabulary.ts";
import { modePermissions, usualMode, writtenAs } from "../../shared/policy/writingMode.ts";
import { closeAll, connect, holdTime, live, plainStorage, settled, type, writeSection } from "./connected.ts";
import { FakeServer } from "./fakeServer.ts";

beforeEach(holdTime);
afterEach(closeAll);

const SKRIV = '{"mode":"skriv"}';
const FORESLAA = '{"mode":"foreslaa"}';

function serverWith(words: string): FakeServer {
  const server = new FakeServer();
  writeSection(server.doc, "s1", [words]);
  return server;
}

function write(connection: MeetingConnection, words: string): void {
  type(connection.session().doc, words);
}

async function comesBack(server: FakeServer): Promise<void> {
  vi.advanceTimersByTime(60_000);
  await settled();
  server.last.open();
  await settled();
}

test("[SUG91] a switch is told between the edits of before and those of now, and only when it is one", async () => {
  const server = serverWith("Punktet");
  const { connection } = await live(server);
  server.story.length = 0;
  write(connection, " blev");
  connection.session().setMode("foreslaa");
  connection.session().setMode("foreslaa");
  write(connection, " drøftet");
  connection.session().setMode("skriv");
  write(connection, " igen");
  expect(server.story).toEqual(["update", FORESLAA, "update", SKRIV, "update"]);
});

test("[SUG91] a new connection hears the mode before what waits, when nothing of it was written in Skriv", async () => {
  const server = serverWith("Punktet");
  const { connection } = await live(server);
  connection.session().setMode("foreslaa");
  await settled();
  server.last.drop(1006);
  write(connection, " blev drøftet");
  server.story.length = 0;
  await comesBack(server);
  expect(server.story).toEqual([FORESLAA, "step 2"]);
});

test("[SUG91] what was written in Skriv and waits is sent before the mode of now is told", async () => {
  const server = serverWith("Punktet");
  const { connection } = await live(server);
  server.last.drop(1006);
  write(connection, " blev");
  connection.session().setMode("foreslaa");
  write(connection, " drøftet");
  server.story.length = 0;
  await comesBack(server);
  expect(server.story).toEqual(["step 2", FORESLAA]);
  server.last.saveAll();
  await settled();
  server.last.drop(1006);
  server.story.length = 0;
  await comesBack(server);
  expect(server.story).toEqual([FORESLAA, "step 2"]);
});

test("[SUG91] a page that is opened again knows whether what waits was written in Skriv", async () => {
  for (const written of ["skriv", "foreslaa"] as const) {
    const server = serverWith("Punktet");
    const storage = plainStorage();
    const first = await live(server, { storage });
    first.connection.session().setMode(written);
    await settled();
    server.last.drop(1006);
    write(first.connection, " blev drøftet");
    first.connection.close();
    const { connection } = connect(server, { storage });
    connection.session().setMode("foreslaa");
    await settled();
    server.story.length = 0;
    server.last.open();
    await settled();
    const before = written === "skriv" ? ["step 2", FORESLAA] : [FORESLAA, "step 2"];
    expect(server.story).toEqual(before);
  }
});

const situation = (phase: Phase, role: Role) => ({ phase, roles: [role], settings: DEMO_SETTINGS });
const EDITS = { ...DEMO_SETTINGS, chairsEditInReferatIArbejde: true };

test("[SUG90] the referent begins in Skriv, the chairs in Foreslå when the minutes are being finished, a member in Læs", () => {
  const begins = (phase: Phase, role: Role) => usualMode(situation(phase, role));
  expect(begins("moede", "referent")).toBe("skriv");
  expect(begins("moede", "forperson")).toBe("skriv");
  expect(begins("referatIArbejde", "referent")).toBe("skriv");
  expect(begins("referatIArbejde", "forperson")).toBe("foreslaa");
  expect(begins("tilGodkendelse", "naestforperson")).toBe("foreslaa");
  expect(usualMode({ ...situation("referatIArbejde", "forperson"), settings: EDITS })).toBe("foreslaa");
  expect(begins("moede", "medlem")).toBe("laes");
  expect(begins("godkendt", "referent")).toBe("laes");
});

test("[SUG90] a mode that the role does not allow is closed and says why; Læs is always open", () => {
  const { skriv, foreslaa, laes } = modePermissions(situation("tilGodkendelse", "forperson"));
  expect([skriv.allowed, foreslaa.allowed, laes.allowed]).toEqual([false, true, true]);
  expect(!skriv.allowed && skriv.refusal.message).toContain("Kun referenten kan skrive i Beslutning");
  const member = modePermissions(situation("moede", "medlem"));
  expect([member.skriv.allowed, member.foreslaa.allowed]).toEqual([false, false]);
});

test("[SUG90] an edit is plain only in Skriv and with the right to edit, a suggestion with the right to suggest, else nothing", () => {
  const chair = { ...situation("tilGodkendelse", "forperson"), area: "beslutning" } as const;
  const referent = { ...situation("tilGodkendelse", "referent"), area: "beslutning" } as const;
  expect(writtenAs("skriv", referent)).toBe("edit");
  expect(writtenAs("foreslaa", referent)).toBe("suggestion");
  expect(writtenAs("skriv", chair)).toBe("suggestion");
  expect(writtenAs("laes", referent)).toBeUndefined();
  expect(writtenAs("foreslaa", { ...chair, area: "sagstekst" })).toBeUndefined();
});
