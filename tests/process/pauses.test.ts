/** Servers and readers that stand still for a while, and a server that is stopped in mid-meeting. */
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import type { WebSocket } from "ws";
import * as Y from "yjs";
import { CLOSE } from "../../shared/protocol/messages.ts";
import { FaultBench } from "../support/faultBench.ts";
import { sectionOf } from "../support/killRun.ts";
import { randomOf } from "../support/random.ts";
import { untilAll, type Screen } from "../support/screen.ts";

function writeAll(writers: readonly Screen[], seed: number, count: number): void {
  const random = randomOf(seed);
  for (let n = 0; n < count; n += 1) {
    const writer = writers[n % writers.length] ?? writers[0];
    writer?.editAtRandom(random, sectionOf(writer.doc, n % writers.length));
  }
}

test("[FAULT5] a server that stands still for 5 s and goes on: everybody stays, nothing is lost or doubled", async () => {
  await FaultBench.use({}, async (bench) => {
    const writers = [await bench.open("referent"), await bench.open("forperson")];
    const viewer = await bench.open("medlem");
    writeAll(writers, 1, 20);
    await bench.settled();
    bench.server.signal("SIGSTOP");
    writeAll(writers, 2, 100);
    // Only real time makes sockets impatient.
    await setTimeout(5_000);
    bench.server.signal("SIGCONT");
    await bench.settled();
    expect(bench.screens.flatMap((screen) => [...screen.closes, ...screen.complaints])).toEqual([]);
    expect(bench.textOf(viewer)).toBe(bench.textOf(writers[0] ?? viewer));
    expect(writers.flatMap(({ edits }) => edits)).toHaveLength(120);
  });
});

test("[FAULT5] a server that is stopped in mid-meeting saves, says 1012, and finds everybody back", async () => {
  await FaultBench.use({}, async (bench) => {
    const writers = [await bench.open("referent"), await bench.open("forperson")];
    await bench.open("medlem");
    writeAll(writers, 3, 60);
    const closed = bench.screens.map((screen) => screen.nextClose());
    expect(await bench.server.end("SIGTERM")).toBe(0);
    expect(await Promise.all(closed)).toEqual([1012, 1012, 1012].map(() => CLOSE.goingAway.code));
    writeAll(writers, 4, 60);
    await bench.start();
    await bench.settled();
    expect(writers.flatMap((writer) => writer.complaints)).toEqual([]);
  });
});

const BLOCK = "møde ".repeat(12_000);

/** The socket under the provider, which in these tests is always one of ws. */
function socketOf(screen: Screen): WebSocket {
  return screen.provider.ws as unknown as WebSocket;
}

function countBytes(screen: Screen): () => number {
  let sum = 0;
  socketOf(screen).on("message", (data: ArrayBuffer) => (sum += data.byteLength));
  return () => sum;
}

function residentMib(pid: number): number {
  const [, kib = "0"] = /VmRSS:\s+(\d+) kB/u.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kib) / 1024;
}

test("[FAULT10] a reader that does not read is skipped and later gets one diff; others and the memory are unaffected", async () => {
  await FaultBench.use({}, async (bench) => {
    const writer = await bench.open("referent");
    const slow = await bench.open("medlem-1");
    const quick = await bench.open("medlem-2");
    await bench.settled();
    const [slowBytes, quickBytes] = [countBytes(slow), countBytes(quick)];
    const before = process.platform === "linux" ? residentMib(bench.server.pid) : 0;
    socketOf(slow).pause();
    const section = sectionOf(writer.doc, 0);
    for (let n = 0; n < 200; n += 1) {
      const text = firstText(writer.doc, section);
      text.insert(text.length, BLOCK);
      text.delete(text.length - BLOCK.length, BLOCK.length);
    }
    bench.type(writer, "Sidste ord.");
    await untilAll([quick], () => bench.textOf(quick).includes("Sidste ord."));
    const startedMs = performance.now();
    bench.type(writer, "Og ét til.");
    await untilAll([quick], () => bench.textOf(quick).includes("Og ét til."));
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    if (process.platform === "linux") expect(residentMib(bench.server.pid) - before).toBeLessThan(200);
    socketOf(slow).resume();
    await bench.settled();
    expect(slow.closes).toEqual([]);
    expect(slowBytes()).toBeLessThan(quickBytes());
    expect(Y.encodeStateVector(slow.doc)).toEqual(Y.encodeStateVector(quick.doc));
  });
});

function firstText(doc: Y.Doc, section: string): Y.XmlText {
  const paragraph = doc.getXmlFragment(`s:${section}`).get(0);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!(text instanceof Y.XmlText)) throw new Error("the section has no place for words");
  return text;
}
