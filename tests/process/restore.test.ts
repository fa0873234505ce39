/** Backups made and put back, by the commands and by hand, under clients that hold more than the backup. */
import { copyFileSync, readdirSync, readFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { FaultBench } from "../support/faultBench.ts";
import { MEETING } from "../support/killRun.ts";
import type { Screen } from "../support/screen.ts";

const OLD = "I kopien.";
const LOST = "Efter kopien.";

interface Around {
  readonly writers: readonly Screen[];
  /** That they wrote in. */
  readonly epoch: string;
}

/** Two people write, with the backup between their words, so that each holds lost words of the other. */
async function writeAround(bench: FaultBench, backUp: () => Promise<void>): Promise<Around> {
  const writers = [await bench.open("referent"), await bench.open("forperson")];
  for (const writer of writers) bench.type(writer, OLD);
  await bench.settled();
  await backUp();
  for (const writer of writers) bench.type(writer, LOST);
  await bench.settled();
  return { writers, epoch: writers[0]?.epoch ?? "" };
}

/** The server stands on the backup under a new epoch; whoever holds more is told so and brings nothing of it. */
async function expectNewEpoch(
  bench: FaultBench,
  { writers, epoch }: Around,
  told: readonly Promise<number>[],
): Promise<void> {
  expect(await Promise.all(told)).toEqual(writers.map(() => 4409));
  const cookie = await bench.server.cookieOf("referent");
  const late = await bench.open("naestforperson");
  expect(late.epoch).not.toBe(epoch);
  expect([bench.textOf(late).includes(OLD), bench.textOf(late).includes(LOST)]).toEqual([true, false]);
  bench.type(late, "I den nye.");
  const viewer = await bench.open("medlem", { epoch: late.epoch });
  await bench.settledOn([late, viewer]);
  const meeting = JSON.stringify(await bench.server.getJson(`/api/meetings/${MEETING}`, cookie));
  expect([meeting.includes(LOST), meeting.includes("I den nye.")]).toEqual([false, true]);
}

/** Connects again with what this screen holds; answers how it is closed for good. */
function comeBack(writer: Screen): Promise<number> {
  return new Promise((resolve) => {
    writer.provider.once("closed", ({ code }: { code: number }) => resolve(code));
  });
}

test("[FAULT7] npm run backup while people write, npm run restore, and every client hears of the new epoch", async () => {
  await FaultBench.use({}, async (bench) => {
    const file = join(bench.dataDir, "kopi.sqlite");
    const around = await writeAround(bench, async () => {
      const made = await bench.run("backup", file);
      expect(made.said).toContain("alle kontrolleret");
      expect(made.code).toBe(0);
    });
    expect(await bench.run("backup", file)).toMatchObject({
      code: 1,
      said: expect.stringContaining("findes allerede"),
    });
    expect(await bench.run("restore", file)).toMatchObject({
      code: 1,
      said: expect.stringContaining("Stop den"),
    });
    const told = around.writers.map(comeBack);
    await bench.server.end("SIGTERM");
    const restored = await bench.run("restore", file);
    expect(restored.said).toContain("Gendannet: ");
    expect(readdirSync(bench.dataDir).filter((name) => name.includes("foer-gendannelse"))).toHaveLength(1);
    await bench.start();
    await expectNewEpoch(bench, around, told);
    expect(bench.server.output).not.toContain("not the one");
  });
});

test("[FAULT7] a copy put back by hand is noticed at the start, which says so in the log", async () => {
  await FaultBench.use({}, async (bench) => {
    const file = join(bench.dataDir, "kopi.sqlite");
    const around = await writeAround(bench, async () => {
      await bench.server.end("SIGTERM");
      copyFileSync(bench.databaseFile, file);
      await bench.start();
      await bench.settled();
    });
    const told = around.writers.map(comeBack);
    await bench.server.end("SIGTERM");
    copyFileSync(file, bench.databaseFile);
    await bench.start();
    await expectNewEpoch(bench, around, told);
    expect(bench.server.output).toContain("the database is not the one this folder was last run with");
  });
});

test("[FAULT7] committed records that are missing from the write-ahead log are noticed in the same way", async () => {
  await FaultBench.use({}, async (bench) => {
    const wal = `${bench.databaseFile}-wal`;
    let keptBytes = 0;
    const around = await writeAround(bench, async () => {
      keptBytes = statSync(wal).size;
    });
    const told = around.writers.map(comeBack);
    await bench.server.end("SIGKILL");
    truncateSync(wal, keptBytes);
    await bench.start();
    await expectNewEpoch(bench, around, told);
    expect(bench.server.output).toContain("the database is not the one this folder was last run with");
  });
});

test("[FAULT7] a damaged backup is refused before anything is touched", async () => {
  await FaultBench.use({}, async (bench) => {
    const file = join(bench.dataDir, "kopi.sqlite");
    const writer = await bench.open("referent");
    bench.type(writer, OLD);
    await bench.settled();
    await bench.server.end("SIGTERM");
    expect((await bench.run("backup", file)).code).toBe(0);
    const copy = new DatabaseSync(file);
    copy.exec("UPDATE records SET bytes = substr(bytes, 2) WHERE document = 'demo-moede' AND seq = 2");
    copy.close();
    const before = readFileSync(bench.databaseFile);
    const refused = await bench.run("restore", file);
    expect(refused.code).toBe(1);
    expect(refused.said).toMatch(/beskadiget; intet er ændret:\nRecord 2 of demo-moede/u);
    expect(readFileSync(bench.databaseFile).equals(before)).toBe(true);
    await bench.start();
    await bench.settled();
  });
});
