import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as decoding from "lib0/decoding";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { listItems, sectionsOfItem } from "../../shared/document/read.ts";
import { MESSAGE } from "../../shared/protocol/messages.ts";
import { connectProvider, synced, until } from "../support/provider.ts";
import { textIn, typeIn } from "../support/roomClient.ts";
import { ServerProcess } from "../support/serverProcess.ts";

const MEETING = "demo-moede";
let dataDir: string;
let server: ServerProcess;
let providers: WebsocketProvider[];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "medskriv-"));
  providers = [];
  server = await ServerProcess.start(dataDir);
});

afterEach(async () => {
  for (const provider of providers) provider.destroy();
  await server.end("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

async function connect(
  person: string,
  options: { reads?: boolean; params?: Record<string, string> } = {},
): Promise<WebsocketProvider> {
  const provider = connectProvider({
    server,
    cookie: await server.cookieOf(person),
    documentId: MEETING,
    ...options,
  });
  providers.push(provider);
  provider.messageHandlers[MESSAGE.hello] = ignore;
  await synced(provider);
  return provider;
}

function ignore(): void {
  // The stock provider complains aloud of messages that it does not know.
}

function lastDecision(doc: Y.Doc): string {
  const item = listItems(doc).at(-1);
  const section =
    item === undefined ? undefined : sectionsOfItem(doc, item.id).find(({ kind }) => kind === "beslutning");
  if (section === undefined) throw new Error("the demo has no last decision");
  return section.id;
}

test("[WIRE1] an unmodified WebsocketProvider with a session cookie syncs and edits a permitted section", async () => {
  const writer = await connect("referent");
  const reader = await connect("medlem", { reads: true });
  const section = lastDecision(writer.doc);
  typeIn(writer.doc, section, "Der var intet under punktet.");
  await until(reader.doc, () => textIn(reader.doc, section).includes("Der var intet under punktet."));
  expect(await server.end("SIGTERM")).toBe(0);
  server = await ServerProcess.start(dataDir);
  const after = await connect("forperson");
  expect(textIn(after.doc, section)).toContain("Der var intet under punktet.");
});

test("[WIRE2] without login, without right and for an unknown meeting the socket closes with a named code", async () => {
  const closed = (cookie: string, documentId: string) => {
    const provider = connectProvider({ server, cookie, documentId });
    providers.push(provider);
    return new Promise((resolve) => provider.once("closed", ({ code }: { code: number }) => resolve(code)));
  };
  expect(await closed("", MEETING)).toBe(4401);
  expect(await closed(await server.cookieOf("ansat"), MEETING)).toBe(4403);
  expect(await closed(await server.cookieOf("referent"), "..%2fetc")).toBe(4404);
});

/** What a viewer saw and a writer was thanked for, to be held against the server after a kill. */
test(
  "[SAVE4] kill -9: nothing that was shown or acknowledged is lost, deletions included",
  { timeout: 120_000 },
  async () => {
    const KILLS = 10;
    const EDITS_BEFORE_KILL = 120;
    let proven = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const writer = await connect("referent", { params: { v: "1" } });
      const viewer = await connect("medlem", { reads: true });
      const section = lastDecision(writer.doc);
      let acknowledged = 0;
      let sent = 1; // The answer to the server's step 1 is the first document frame.
      // What the text read after each of the writer's frames.
      const textAfter: string[] = ["", textIn(writer.doc, section)];
      writer.messageHandlers[MESSAGE.saved] = (_encoder, decoder) => {
        // Our own messages carry JSON objects.
        const body = JSON.parse(decoding.readVarString(decoder)) as { frames: number };
        acknowledged = body.frames;
        if (sent < EDITS_BEFORE_KILL * 3) writeOne(writer.doc, section, (sent += 1), textAfter);
      };
      const seen = new Set<string>();
      viewer.doc.on("update", () => seen.add(textIn(viewer.doc, section)));
      for (let start = 0; start < 3; start += 1) writeOne(writer.doc, section, (sent += 1), textAfter);
      await until(viewer.doc, () => acknowledged > EDITS_BEFORE_KILL);
      await server.end("SIGKILL");
      for (const provider of providers.splice(0)) provider.destroy();
      server = await ServerProcess.start(dataDir);
      const after = await connect("forperson");
      const now = textIn(after.doc, section);
      const reached = textAfter.lastIndexOf(now);
      const lastSeen = Math.max(...[...seen].map((text) => textAfter.lastIndexOf(text)));
      expect(reached, "the text is one that the writer made").toBeGreaterThan(0);
      expect(reached, "acknowledged and lost").toBeGreaterThanOrEqual(acknowledged);
      expect(reached, "seen and lost").toBeGreaterThanOrEqual(lastSeen);
      proven += acknowledged;
      for (const provider of providers.splice(0)) provider.destroy();
    }
    expect(proven).toBeGreaterThanOrEqual(1000);
  },
);

/** Types a word, and at every fifth edit deletes one letter instead. Each call is one frame. */
function writeOne(doc: Y.Doc, section: string, n: number, textAfter: string[]): void {
  if (n % 5 === 0) deleteFirstLetter(doc, section);
  else typeIn(doc, section, ` ${n}-${doc.clientID % 1000}`);
  textAfter[n] = textIn(doc, section);
}

function deleteFirstLetter(doc: Y.Doc, section: string): void {
  const paragraph = doc.getXmlFragment(`s:${section}`).get(0);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (text instanceof Y.XmlText) text.delete(0, 1);
}
