/** The store against what only a real process can show: kill -9, a second owner, and fsync itself. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSqliteStore } from "../../server/store/sqliteStore.ts";

const PROGRAM = new URL("../support/appendingProcess.ts", import.meta.url).pathname;

let directory: string;
let file: string;
let children: ChildProcess[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "medskriv-store-"));
  file = join(directory, "medskriv.db");
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(directory, { recursive: true });
});

/** Never our own stdio: a child that inherits it can hold a whole test run open. */
function start(command: string, args: readonly string[]) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  let complaints = "";
  child.stderr.on("data", (text) => (complaints += String(text)));
  const lines = createInterface({ input: child.stdout });
  return { child, lines, complaints: () => complaints };
}

test("[STO1] kill -9 loses nothing that was acknowledged, three times on one file", async () => {
  let acknowledged = 0;
  for (let kill = 1; kill <= 3; kill += 1) {
    const { child, lines, complaints } = start(process.execPath, [PROGRAM, file, "8"]);
    const gone = once(child, "close");
    let savedNow = 0;
    for await (const line of lines) {
      if (!line.startsWith("saved ")) continue;
      acknowledged = Math.max(acknowledged, Number(line.slice("saved ".length)));
      savedNow += 1;
      // Another moment each time; what was said before the signal arrives still counts.
      if (savedNow === 100 + kill * 7) child.kill("SIGKILL");
    }
    await gone;
    expect(complaints()).toBe("");
    const store = await openSqliteStore({ file });
    const stored = await store.load("moede-1");
    await store.close();
    expect(stored?.lastSeq).toBeGreaterThanOrEqual(acknowledged);
    expect(stored?.tail.map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(
      Array.from({ length: stored?.lastSeq ?? 0 }, (_, index) => `record ${index + 1}`),
    );
  }
  expect(acknowledged).toBeGreaterThanOrEqual(300);
});

test("[STO15] a second process is refused with a sentence while the first one works on", async () => {
  const { child, lines } = start(process.execPath, [PROGRAM, file, "1"]);
  const reader = lines[Symbol.asyncIterator]();
  expect((await reader.next()).value).toBe("opened");
  await expect(openSqliteStore({ file })).rejects.toMatchObject({
    failure: "inUse",
    message: `Another process is using ${file}. Stop it, or choose another DATA_DIR.`,
  });
  expect((await reader.next()).value).toMatch(/^saved \d+$/);
  child.kill("SIGKILL");
  await once(child, "close");
  const store = await openSqliteStore({ file });
  await store.close();
});

test("[STO14] an fsync comes before each acknowledgement", async (context) => {
  if (spawnSync("strace", ["-o", "/dev/null", "true"]).status !== 0) {
    console.log("Skipped: strace is missing or may not trace here, so fsync was not counted.");
    context.skip("strace is missing or may not trace here");
  }
  const trace = join(directory, "trace");
  const traced = ["-f", "-e", "trace=fsync,fdatasync,write", "-o", trace, process.execPath];
  const { child, lines } = start("strace", [...traced, PROGRAM, file, "1", "25"]);
  const gone = once(child, "close");
  const said: string[] = [];
  for await (const line of lines) said.push(line);
  await gone;
  expect(said.at(-1)).toBe("commits 25");
  const steps = stepsIn(readFileSync(trace, "utf8"));
  const acknowledgements = steps.flatMap((step, index) => (step === "saved" ? [index] : []));
  expect(acknowledgements).toHaveLength(25);
  for (const index of acknowledgements) expect(steps[index - 1]).toBe("fsync");
});

/** Only what tells the order: a sync that succeeded, and an acknowledgement. */
function stepsIn(trace: string): readonly ("fsync" | "saved")[] {
  return trace.split("\n").flatMap((line) => {
    if (/\b(fsync|fdatasync)\b.*= 0$/.test(line)) return ["fsync" as const];
    return /\bwrite\(1, "saved /.test(line) ? ["saved" as const] : [];
  });
}
