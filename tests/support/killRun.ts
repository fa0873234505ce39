/**
 * One kill -9 of a real server while people write and delete over real sockets, and the search afterwards
 * for every edit that another screen had shown or that was acknowledged. Throws nothing for a loss: it
 * counts, and the caller judges.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as Y from "yjs";
import { listItems, sectionsOfItem } from "../../shared/document/read.ts";
import { randomOf, type Random } from "./random.ts";
import { Holding, Screen } from "./screen.ts";
import { ServerProcess } from "./serverProcess.ts";

export const MEETING = "demo-moede";
const WRITING_PEOPLE = ["referent", "forperson", "naestforperson"] as const;

export interface KillPlan {
  readonly seed: number;
  readonly writers: number;
  readonly viewers: number;
  readonly editsPerSecond: number;
}

export interface KillOutcome {
  readonly edits: number;
  readonly deletions: number;
  readonly seen: number;
  readonly acked: number;
  readonly seenLost: number;
  readonly ackedLost: number;
}

export async function killRun(plan: KillPlan): Promise<KillOutcome> {
  const dataDir = mkdtempSync(join(tmpdir(), "medskriv-kill-"));
  const random = randomOf(plan.seed);
  const screens: Screen[] = [];
  // Each provider waits for the end of this process too, to say goodbye.
  process.setMaxListeners(100);
  let server: ServerProcess | undefined;
  try {
    server = await ServerProcess.start(dataDir);
    const writers = await openScreens(server, screens, plan.writers, (index) => ({
      person: WRITING_PEOPLE[index % WRITING_PEOPLE.length] ?? "referent",
      reads: false,
    }));
    await openScreens(server, screens, plan.viewers, (index) => ({
      person: `medlem-${index + 1}`,
      reads: true,
    }));
    await writeUntilKill(server, writers, { random, editsPerSecond: plan.editsPerSecond });
    for (const { provider } of screens) provider.disconnect();
    server = await ServerProcess.start(dataDir);
    const [after] = await openScreens(server, screens, 1, () => ({ person: "medlem", reads: true }));
    if (after === undefined) throw new Error("nobody looked afterwards");
    const complaints = writers.flatMap((writer) => writer.complaints);
    if (complaints.length > 0)
      throw new Error(`seed ${plan.seed}: an honest edit met ${complaints.join("; ")}`);
    return countLosses(
      writers,
      screens.filter((screen) => screen !== after),
      after,
    );
  } finally {
    for (const screen of screens) screen.close();
    await server?.end("SIGKILL");
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function openScreens(
  server: ServerProcess,
  screens: Screen[],
  count: number,
  who: (index: number) => { readonly person: string; readonly reads: boolean },
): Promise<readonly Screen[]> {
  const opened: Screen[] = [];
  for (let index = 0; index < count; index += 1) {
    const { person, reads } = who(index);
    const cookie = await server.cookieOf(person);
    opened.push(await Screen.open({ server, cookie, documentId: MEETING, reads }));
    screens.push(...opened.slice(-1));
  }
  return opened;
}

/** Writes at the given rate until a moment that the seed chose, and does not stop for the kill. */
async function writeUntilKill(
  server: ServerProcess,
  writers: readonly Screen[],
  { random, editsPerSecond }: { readonly random: Random; readonly editsPerSecond: number },
): Promise<void> {
  const startedMs = performance.now();
  const killAfterMs = 800 + random.below(2_200);
  let written = 0;
  let dead = false;
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  const beat = setInterval(() => {
    const passedMs = performance.now() - startedMs;
    for (; written < (passedMs / 1000) * editsPerSecond; written += 1) {
      const writer = writers[written % writers.length];
      writer?.editAtRandom(random, sectionOf(writer.doc, written % writers.length));
    }
    if (passedMs < killAfterMs || dead) return;
    dead = true;
    // Edits go on until the process is gone.
    void server.end("SIGKILL").then(() => {
      clearInterval(beat);
      resolve();
    });
  }, 5);
  await gone;
}

/** Two writers share a section, so that deletions meet the text of others. */
export function sectionOf(doc: Y.Doc, writer: number): string {
  const decisions = listItems(doc).flatMap((item) =>
    sectionsOfItem(doc, item.id).flatMap((one) => (one.kind === "beslutning" ? [one.id] : [])),
  );
  const section = decisions.at(-1 - Math.floor(writer / 2));
  if (section === undefined) throw new Error("the demo has too few decisions");
  return section;
}

function countLosses(writers: readonly Screen[], screens: readonly Screen[], after: Screen): KillOutcome {
  const holdings = new Map(screens.map((screen) => [screen, new Holding(screen.doc)]));
  const stored = new Holding(after.doc);
  const counts = { edits: 0, deletions: 0, seen: 0, acked: 0, seenLost: 0, ackedLost: 0 };
  for (const writer of writers) {
    const acknowledged = new Set(writer.acknowledged);
    for (const edit of writer.edits) {
      const isStored = stored.has(edit);
      const isSeen = [...holdings].some(
        ([screen, holding]) => screen !== writer && holding.has(edit) && !screen.deletedTheSame(edit),
      );
      counts.edits += 1;
      if (edit.deleted.length > 0) counts.deletions += 1;
      if (isSeen) counts.seen += 1;
      if (isSeen && !isStored) counts.seenLost += 1;
      if (acknowledged.has(edit)) counts.acked += 1;
      if (acknowledged.has(edit) && !isStored) counts.ackedLost += 1;
    }
  }
  return counts;
}
