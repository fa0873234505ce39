/** One client sends as fast as it can; the real server paces it, and everybody else writes on. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as decoding from "lib0/decoding";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { syncFrame } from "../../server/room/frames.ts";
import { listItems, sectionsOfItem } from "../../shared/document/read.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { MESSAGE } from "../../shared/protocol/messages.ts";
import { connectProvider, synced, until } from "../support/provider.ts";
import { textIn, typeIn } from "../support/roomClient.ts";
import { ServerProcess } from "../support/serverProcess.ts";

const FLOOD_UPDATES = 100_000;
const EDITS_OF_OTHERS = 50;
/** The flood is 4 MB; what one frame of its own costs in memory, times its number, would be several times this. */
const GROWTH_BYTES_MAX = 96 * 1024 * 1024;

let dataDir: string;
let server: ServerProcess;
let writers: Writer[];

/** Somebody with a provider that counts what the server has saved. */
interface Writer {
  readonly provider: WebsocketProvider;
  readonly doc: Y.Doc;
  readonly refusals: unknown[];
  readonly closes: number[];
  saved(): number;
  /** Resolves when so many document frames are saved. */
  untilSaved(frames: number): Promise<void>;
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "medskriv-flood-"));
  writers = [];
  server = await ServerProcess.start(dataDir);
});

afterEach(async () => {
  for (const { provider } of writers) provider.destroy();
  await server.end("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

async function connect(person: string): Promise<Writer> {
  const cookie = await server.cookieOf(person);
  const provider = connectProvider({ server, cookie, documentId: "demo-moede", params: { v: "1" } });
  let saved = 0;
  const waiting = new Set<() => void>();
  const refusals: unknown[] = [];
  const closes: number[] = [];
  // The stock provider hands our messages to whoever knows them.
  provider.messageHandlers[MESSAGE.hello] = () => undefined;
  provider.messageHandlers[MESSAGE.refused] = (_encoder, decoder) =>
    void refusals.push(decoding.readVarString(decoder));
  provider.messageHandlers[MESSAGE.saved] = (_encoder, decoder) => {
    // Our own messages carry JSON objects.
    const body = JSON.parse(decoding.readVarString(decoder)) as { frames: number };
    saved = body.frames;
    for (const wake of waiting) wake();
  };
  provider.on("connection-close", (event) => void closes.push(event?.code ?? 0));
  const untilSaved = (frames: number) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (saved < frames) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  const writer = { provider, doc: provider.doc, refusals, closes, saved: () => saved, untilSaved };
  writers.push(writer);
  await synced(provider);
  // The answer to the server's step 1.
  await untilSaved(1);
  return writer;
}

function decisionsOf(doc: Y.Doc): readonly string[] {
  return listItems(doc).flatMap(({ id }) =>
    sectionsOfItem(doc, id).flatMap((section) => (section.kind === "beslutning" ? [section.id] : [])),
  );
}

/** Many letters, each as a frame of its own, as this writer's own document would send them. */
function framesOf(doc: Y.Doc, section: string): readonly Uint8Array<ArrayBuffer>[] {
  const twin = new Y.Doc();
  twin.clientID = doc.clientID;
  Y.applyUpdate(twin, Y.encodeStateAsUpdate(doc));
  const frames: Uint8Array<ArrayBuffer>[] = [];
  twin.on("update", (update: Uint8Array) => frames.push(new Uint8Array(syncFrame("update", update))));
  while (frames.length < FLOOD_UPDATES) typeIn(twin, section, "a");
  return frames;
}

test(
  "[HOST59] 100,000 unpaced updates of one client are paced, none is refused, and two others are saved all the while",
  { timeout: 60_000 },
  async () => {
    const flooder = await connect("referent");
    const others = [await connect("forperson"), await connect("naestforperson")] as const;
    // The last items are not treated yet, and their decisions empty.
    const [flooded = "", ...calm] = decisionsOf(flooder.doc).slice(-3);
    const frames = framesOf(flooder.doc, flooded);
    const residentBytes = server.residentBytes() ?? 0;
    for (const frame of frames) flooder.provider.ws?.send(frame);

    const write = async (writer: Writer, section: string) => {
      for (let edit = 1; edit <= EDITS_OF_OTHERS; edit += 1) {
        typeIn(writer.doc, section, ` ${edit}`);
        await writer.untilSaved(1 + edit);
      }
    };
    await flooder.untilSaved(LIMITS.updatesBurst / 2);
    await Promise.all(others.map((writer, index) => write(writer, calm[index] ?? "")));
    const lastWord = ` ${EDITS_OF_OTHERS}`;
    const [one, other] = others;
    await until(one.doc, () => textIn(one.doc, calm[1] ?? "").endsWith(lastWord));
    await until(other.doc, () => textIn(other.doc, calm[0] ?? "").endsWith(lastWord));

    expect(flooder.saved(), "the flood is still going on").toBeLessThan(FLOOD_UPDATES);
    expect([flooder.refusals, flooder.closes, others.map(({ refusals }) => refusals)]).toEqual([
      [],
      [],
      [[], []],
    ]);
    expect((server.residentBytes() ?? 0) - residentBytes).toBeLessThan(GROWTH_BYTES_MAX);
    const acknowledged = flooder.saved() - 1;
    await until(one.doc, () => textIn(one.doc, flooded).length >= acknowledged);
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  },
);
