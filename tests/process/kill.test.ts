/** kill -9 while people work over real sockets; at full numbers in `npm run soak -- kill`. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { killRun, MEETING, sectionOf } from "../support/killRun.ts";
import { randomOf } from "../support/random.ts";
import { holdsAll, Screen, untilAll } from "../support/screen.ts";
import { ServerProcess } from "../support/serverProcess.ts";

test.each([
  { seed: 1, writers: 3, viewers: 2, editsPerSecond: 50 },
  { seed: 2, writers: 12, viewers: 2, editsPerSecond: 600 },
])(
  "[SAVE4] kill -9 at $editsPerSecond edits a second (seed $seed): nothing seen or acknowledged is lost, deletions included",
  async (plan) => {
    const outcome = await killRun(plan);
    expect(outcome).toMatchObject({ seenLost: 0, ackedLost: 0 });
    expect(Math.min(outcome.seen, outcome.acked, outcome.deletions)).toBeGreaterThan(0);
  },
);

test("[FAULT5] after each of two kills the clients come back by themselves and no edit of anybody is missing", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "medskriv-kill-"));
  const random = randomOf(3);
  let server = await ServerProcess.start(dataDir);
  const screens: Screen[] = [];
  try {
    for (const [person, reads] of [
      ["referent", false],
      ["forperson", false],
      ["naestforperson", false],
      ["medlem", true],
    ] as const)
      screens.push(
        await Screen.open({ server, cookie: await server.cookieOf(person), documentId: MEETING, reads }),
      );
    const writers = screens.slice(0, 3);
    const edit = (count: number) => {
      for (let n = 0; n < count; n += 1) {
        const writer = writers[n % 3] ?? writers[0];
        writer?.editAtRandom(random, sectionOf(writer.doc, n % 3));
      }
    };
    for (let kill = 0; kill < 2; kill += 1) {
      const [first] = writers;
      const before = first?.acknowledgedFrames ?? 0;
      edit(60);
      // In the middle of the acknowledgements.
      await untilAll(screens, () => (first?.acknowledgedFrames ?? 0) > before);
      edit(30);
      const { port } = server;
      await server.end("SIGKILL");
      edit(30);
      server = await ServerProcess.start(dataDir, { PORT: port });
      await untilAll(screens, () => screens.every(({ doc }) => holdsAll(doc, writers)));
    }
    expect(writers.flatMap((writer) => writer.complaints)).toEqual([]);
    expect(writers.flatMap((writer) => writer.edits).length).toBe(240);
  } finally {
    for (const screen of screens) screen.close();
    await server.end("SIGKILL");
    rmSync(dataDir, { recursive: true, force: true });
  }
});
