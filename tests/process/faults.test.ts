/** A disk that is full, slow or broken, under a real server with people at work. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test, type TestContext } from "vitest";
import { FaultBench } from "../support/faultBench.ts";
import { MEETING } from "../support/killRun.ts";
import { untilAll, type Screen } from "../support/screen.ts";

const ADD = { type: "setAttendance", person: "referent", state: "tilStede" } as const;

/** What everybody is told while nothing can be saved. */
async function expectCannotSave(bench: FaultBench, cookie: string, store: object): Promise<void> {
  const health = await bench.ask("/healthz");
  expect([health.status, await health.json()]).toMatchObject([503, { status: "cannotSave", store }]);
  const refused = await bench.command(cookie, { ...ADD, id: "k1" });
  expect([refused.status, await refused.json()]).toMatchObject([
    503,
    {
      refusal: { reason: "cannotSave", message: expect.stringContaining("Serveren kan ikke gemme lige nu.") },
    },
  ]);
  for (const path of [`/api/meetings/${MEETING}`, `/api/meetings/${MEETING}/export?format=text`])
    expect((await bench.ask(path, cookie)).status).toBe(200);
}

/** Types, is closed with 4507, and sees nothing of it on another screen. */
async function typeInVain(bench: FaultBench, writer: Screen): Promise<void> {
  const saved = writer.acknowledgedFrames;
  const closed = writer.nextClose();
  bench.type(writer, "Skrevet, mens disken var syg.");
  expect(await closed).toBe(4507);
  expect(writer.acknowledgedFrames).toBe(saved);
}

function collapses(bench: FaultBench): number {
  return bench.server.output.split(`room ${MEETING} was closed`).length - 1;
}

/** How a test breaks the disk, and makes it whole again. */
interface Fault {
  readonly fail: () => Promise<void>;
  readonly mend: () => Promise<void>;
}

function played(bench: FaultBench, fault: "full" | "fsync"): Fault {
  return { fail: async () => bench.setFault(fault), mend: async () => bench.setFault("") };
}

/** The kernel itself answers these calls with an error, where strace is there and may do that. */
function inKernel(
  bench: FaultBench,
  context: TestContext,
  inject: { readonly calls: string; readonly error: string },
): Fault {
  let strace: ChildProcess | undefined;
  return {
    fail: async () => {
      strace = await attachStrace(bench.server.pid, inject);
      if (strace === undefined)
        context.skip("strace is missing or may not trace here; the played one stands");
    },
    mend: async () => {
      if (strace === undefined) return;
      const ended = once(strace, "exit");
      strace.kill("SIGINT");
      await ended;
    },
  };
}

/** Undefined where that is not allowed. */
async function attachStrace(
  pid: number,
  { calls, error }: { readonly calls: string; readonly error: string },
): Promise<ChildProcess | undefined> {
  const inject = ["-e", `trace=${calls}`, "-e", `inject=${calls}:error=${error}`];
  const child = spawn("strace", ["-f", ...inject, "-o", "/dev/null", "-p", String(pid)], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  return new Promise((resolve) => {
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("attached")) resolve(child);
    });
    child.once("error", () => resolve(undefined));
    child.once("exit", () => resolve(undefined));
  });
}

/** A disk of 4 MB that only this server sees; the kernel takes it away with the process. */
const OWN_DISK = [
  "unshare",
  "-rm",
  "sh",
  "-c",
  'mount -t tmpfs -o size=4m tmpfs "$DATA_DIR" && exec "$@"',
  "sh",
];
const hasOwnDisk = spawnSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs tmpfs /mnt"]).status === 0;

async function healsByItself(
  bench: FaultBench,
  failure: "full" | "unwritable",
  { fail, mend }: Fault,
): Promise<void> {
  const cookie = await bench.cookieOf("referent");
  const writer = await bench.open("referent");
  const viewer = await bench.open("medlem");
  await bench.cookieOf("medlem-2");
  bench.type(writer, "Gemt. ");
  await bench.settled();
  await fail();
  await typeInVain(bench, writer);
  await expectCannotSave(bench, cookie, { failure, mends: "byItself" });
  // It knocks again and again, and is told the same without a new collapse.
  for (let knock = 0; knock < 3; knock += 1) expect(await writer.nextClose()).toBe(4507);
  const late = await bench.open("medlem-2");
  expect(bench.textOf(late)).toContain("Gemt.");
  expect(bench.textOf(viewer)).not.toContain("Skrevet");
  expect(collapses(bench)).toBe(1);
  await mend();
  await bench.settled();
  await untilAll([viewer, late], () => bench.textOf(viewer).includes("Skrevet, mens disken var syg."));
  expect((await bench.ask("/healthz")).status).toBe(200);
  expect((await bench.command(cookie, { ...ADD, id: "k1" })).status).toBe(200);
  expect(bench.server.output).toContain("the store saves again");
}

describe("a full disk", () => {
  test("[FAULT1] of the kernel: nothing is acknowledged, readers read on, and with space it heals by itself", async (context) => {
    if (!hasOwnDisk) context.skip("no disk can be mounted here; the next test plays it");
    await FaultBench.use({ before: OWN_DISK }, async (bench) => {
      const filler = `/proc/${bench.server.pid}/root${join(bench.dataDir, "filler")}`;
      const fail = async () => {
        const block = new Uint8Array(64 * 1024);
        expect(() => {
          for (;;) writeFileSync(filler, block, { flag: "a" });
        }).toThrow("ENOSPC");
      };
      await healsByItself(bench, "full", { fail, mend: async () => rmSync(filler) });
    });
  });

  test("[FAULT1] as SQLite says it: the same", async () => {
    await FaultBench.use({}, (bench) => healsByItself(bench, "full", played(bench, "full")));
  });

  test("[FAULT1] of a quota, whose writes the kernel refuses: the same", async (context) => {
    await FaultBench.use({}, (bench) =>
      healsByItself(bench, "unwritable", inKernel(bench, context, { calls: "pwrite64", error: "EDQUOT" })),
    );
  });
});

async function needsRestart(bench: FaultBench, { fail, mend }: Fault): Promise<void> {
  const cookie = await bench.cookieOf("referent");
  const writer = await bench.open("referent");
  const viewer = await bench.open("medlem");
  bench.type(writer, "Gemt. ");
  await bench.settled();
  await fail();
  await typeInVain(bench, writer);
  await mend();
  // The kernel now says that all is well, and is not believed.
  await expectCannotSave(bench, cookie, { failure: "unknown", mends: "byRestart" });
  expect(await writer.nextClose()).toBe(4507);
  expect(bench.server.output).toContain("nothing is saved before the server is started again");
  expect(bench.textOf(viewer)).not.toContain("Skrevet");
  expect(collapses(bench)).toBe(1);
  await bench.server.end("SIGTERM");
  await bench.start();
  await bench.settled();
  expect((await bench.ask("/healthz")).status).toBe(200);
  expect(bench.textOf(viewer).split("Skrevet, mens disken var syg.")).toHaveLength(2);
}

describe("an fsync that fails", () => {
  test("[FAULT1] in the kernel: nothing is accepted until the server is started again", async (context) => {
    await FaultBench.use({}, (bench) =>
      needsRestart(bench, inKernel(bench, context, { calls: "fsync,fdatasync", error: "EIO" })),
    );
  });

  test("[FAULT1] as SQLite says it: the same", async () => {
    await FaultBench.use({}, (bench) => needsRestart(bench, played(bench, "fsync")));
  });
});

test("[FAULT12] an fsync that takes two seconds is only slow: no acknowledgement before it, and the server answers meanwhile", async () => {
  await FaultBench.use({}, async (bench) => {
    const writer = await bench.open("referent");
    const viewer = await bench.open("medlem");
    bench.type(writer, "Før. ");
    await bench.settled();
    bench.setFault("slow");
    const startedMs = performance.now();
    bench.type(writer, "Langsomt. ");
    const page = await bench.ask("/");
    expect([200, 503]).toContain(page.status);
    expect(performance.now() - startedMs).toBeLessThan(1_500);
    expect(bench.textOf(viewer)).not.toContain("Langsomt.");
    await untilAll([viewer], () => bench.textOf(viewer).includes("Langsomt."));
    expect(performance.now() - startedMs).toBeGreaterThan(1_900);
    bench.setFault("");
    expect([writer.closes, viewer.closes]).toEqual([[], []]);
  });
});

function tamper(bench: FaultBench, sql: string): void {
  const database = new DatabaseSync(bench.databaseFile);
  database.exec(sql);
  database.close();
}

describe("damaged data", () => {
  test("[FAULT4] a torn last record: its meeting does not open and says so in Danish, the log names the record, others open", async () => {
    await FaultBench.use({}, async (bench) => {
      const writer = await bench.open("referent");
      bench.type(writer, "Godkendt.");
      await bench.settled();
      await bench.server.end("SIGKILL");
      tamper(
        bench,
        `UPDATE records SET bytes = substr(bytes, 1, length(bytes) - 1)
         WHERE document = '${MEETING}' AND seq = (SELECT max(seq) FROM records WHERE document = '${MEETING}')`,
      );
      await bench.start();
      const cookie = await bench.cookieOf("referent");
      const refused = await bench.ask(`/api/meetings/${MEETING}`, cookie);
      expect([refused.status, await refused.json()]).toMatchObject([
        500,
        { refusal: { reason: "damaged", message: expect.stringContaining("beskadiget") } },
      ]);
      expect(bench.server.output).toMatch(new RegExp(`Record \\d+ of ${MEETING} is damaged or missing`, "u"));
      const others = (await bench.server.getJson("/api/meetings", cookie)) as readonly {
        readonly id: string;
      }[];
      const other = others.find(({ id }) => id !== MEETING);
      expect((await bench.ask(`/api/meetings/${other?.id}`, cookie)).status).toBe(200);
      expect((await bench.ask("/healthz")).status).toBe(200);
      expect(writer.closes.every((code) => code < 4400 || code > 4499)).toBe(true);
    });
  });

  test("[FAULT6] a damaged snapshot is not used, and is made anew from the log at once", async () => {
    await FaultBench.use({}, async (bench) => {
      const writer = await bench.open("referent");
      bench.type(writer, "Godkendt.");
      await bench.settled();
      // A server that stops in good order leaves a snapshot.
      await bench.server.end("SIGTERM");
      tamper(bench, `UPDATE snapshots SET bytes = substr(bytes, 1, length(bytes) - 1)`);
      await bench.start();
      const viewer = await bench.open("medlem");
      expect(bench.textOf(viewer)).toContain("Godkendt.");
      await bench.server.end("SIGKILL");
      const database = new DatabaseSync(bench.databaseFile);
      const row = database.prepare("SELECT bytes FROM snapshots WHERE document = ?").get(MEETING);
      database.close();
      expect(Buffer.from(row?.["bytes"] as Uint8Array).includes("Godkendt.")).toBe(true);
    });
  });
});
