import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
