/**
 * The storage thread. It exists so that an fsync never blocks the rooms. While it commits, calls gather in
 * its port; all that are there when it is done become the next commit.
 */
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from "node:worker_threads";
import type { Call, FromStorage, StorageOptions, ToStorage } from "./desk.ts";
import { GroupCommit } from "./groupCommit.ts";
import { RunMark } from "./runMark.ts";
import { openDatabase } from "./sqliteDatabase.ts";
import { deskOf } from "./sqliteDesk.ts";
import { failedOf } from "./sqliteFailure.ts";

/** Bounds how long the first of a commit waits for the last; the rest is the commit after it. */
const CALLS_PER_COMMIT_MAX = 1_000;

if (parentPort === null) throw new Error("The storage thread was started as a process of its own.");
// The only one who starts this file is sqliteStore.ts, which passes StorageOptions.
start(parentPort, workerData as StorageOptions);

function start(port: MessagePort, options: StorageOptions): void {
  const tell = (message: FromStorage): void => port.postMessage(message);
  try {
    const { database, durability } = openDatabase(options);
    const mark = new RunMark(database, options.file);
    const group = new GroupCommit(
      database,
      (standing) => deskOf(database, { ...durability, standing, isOlderCopy: () => mark.isOlderCopy }),
      { watch: mark },
    );
    port.on("message", (first: ToStorage) => {
      const { calls, closing } = gather(port, first);
      serveAndTell(group, calls, tell);
      if (closing) close(port, group, tell);
    });
    tell({ kind: "opened" });
  } catch (error) {
    tell({ kind: "notOpened", ...failedOf(error) });
  }
}

function serveAndTell(
  group: GroupCommit,
  calls: readonly Call[],
  tell: (message: FromStorage) => void,
): void {
  const before = group.trouble;
  const answers = group.serve(calls);
  const { trouble } = group;
  if (trouble?.since !== before?.since || trouble?.mends !== before?.mends)
    tell({ kind: "trouble", trouble });
  if (answers.length > 0) tell({ kind: "answers", answers });
}

function close(port: MessagePort, group: GroupCommit, tell: (message: FromStorage) => void): void {
  try {
    group.close();
    tell({ kind: "closedWell" });
  } catch (error) {
    tell({ kind: "closedBadly", ...failedOf(error) });
  }
  port.close();
}

/** The first message and all that wait behind it. After a close nobody is served. */
function gather(
  port: MessagePort,
  first: ToStorage,
): { readonly calls: readonly Call[]; readonly closing: boolean } {
  const calls: Call[] = [];
  let next: ToStorage | undefined = first;
  while (next !== undefined) {
    if (next.act === "close") return { calls, closing: true };
    calls.push(next);
    if (calls.length === CALLS_PER_COMMIT_MAX) break;
    next = waitingIn(port);
  }
  return { calls, closing: false };
}

function waitingIn(port: MessagePort): ToStorage | undefined {
  // Node types the message as any; only sqliteStore.ts writes to this port, and only ToStorage.
  return receiveMessageOnPort(port)?.message as ToStorage | undefined;
}
