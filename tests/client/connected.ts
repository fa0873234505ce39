/** A client's connection to a fake server: how it is made, and the few acts that its tests share. */
import * as Y from "yjs";
import { vi } from "vitest";
import { DeviceMemory } from "../../client/connection/deviceMemory.ts";
import type { PlainStorage } from "../../client/connection/deviceStore.ts";
import { MeetingConnection } from "../../client/connection/meetingConnection.ts";
import { OwnLetters } from "../../client/connection/ownLetters.ts";
import { Recovery } from "../../client/connection/recovery.ts";
import { sectionText } from "../../shared/document/layout.ts";
import type { FakeServer } from "./fakeServer.ts";

export const WHO = { person: "referent", name: "Amira Nørgaard", roles: ["referent"] } as const;
const open: MeetingConnection[] = [];

/** In `beforeEach`: time stands still, and chance is always one half. */
export function holdTime(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  vi.spyOn(Math, "random").mockReturnValue(0.5);
}

/** In `afterEach`. */
export function closeAll(): void {
  for (const connection of open.splice(0)) connection.close();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
}

export interface TestStorage extends PlainStorage {
  readonly values: Map<string, string>;
}

export function plainStorage(values = new Map<string, string>()): TestStorage {
  return {
    values,
    get length() {
      return values.size;
    },
    key: (index) => [...values.keys()][index] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

export interface ConnectOptions {
  readonly storage?: PlainStorage;
  readonly writes?: boolean;
  readonly mayEdit?: (doc: Y.Doc, section: string) => boolean;
}

export function connect(server: FakeServer, options: ConnectOptions = {}) {
  const { storage = plainStorage(), writes = true, mayEdit = () => true } = options;
  vi.stubGlobal("WebSocket", server.socketClass());
  const memory = new DeviceMemory(WHO.person, "m1", storage);
  const reloadPage = vi.fn(() => true);
  const connection = new MeetingConnection({
    documentId: "m1",
    who: WHO,
    address: "ws://here/collab",
    as: "referent",
    writes,
    memory,
    reloadPage,
    ...(writes && {
      makeLetters: (letters) => new OwnLetters(letters),
      makeRecovery: (deps) => new Recovery({ ...deps, mayEdit }),
    }),
  });
  open.push(connection);
  connection.open();
  return { connection, memory, storage, reloadPage };
}

export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

/** Until the content is here and all is acknowledged. */
export async function live(server: FakeServer, options: ConnectOptions = {}) {
  const made = connect(server, options);
  await settled();
  server.last.open();
  server.last.saveAll();
  await settled();
  return made;
}

/** The new document of a recovery comes, and is acknowledged. */
export async function comesAnew(server: FakeServer): Promise<void> {
  vi.advanceTimersByTime(0);
  await settled();
  server.last.open();
  await settled();
}

export function writeSection(doc: Y.Doc, section: string, paragraphs: readonly string[]): void {
  const blocks = paragraphs.map((words) => {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(words)]);
    return paragraph;
  });
  sectionText(doc, section).insert(0, blocks);
}

export function paragraphText(doc: Y.Doc, section: string, index = 0): Y.XmlText {
  const paragraph = sectionText(doc, section).get(index);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!(text instanceof Y.XmlText)) throw new Error("There is no text.");
  return text;
}

export function type(doc: Y.Doc, words: string, section = "s1"): void {
  const text = paragraphText(doc, section);
  text.insert(text.length, words);
}

export function textOf(doc: Y.Doc, section = "s1"): string {
  return sectionText(doc, section)
    .toArray()
    .map((block) => (block instanceof Y.XmlElement ? block.toArray().map(String).join("") : ""))
    .join("|");
}
