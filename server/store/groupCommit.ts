/**
 * Serves many calls with one commit. Each write has its own savepoint, so that a conflict harms only the
 * call it belongs to; an error of the disk harms all of them. No answer exists before the commit.
 */
import type { DatabaseSync } from "node:sqlite";
import { ACT_KIND, serve, type Answer, type Call, type Desk, type Failed } from "./desk.ts";
import { failedOf, isOfTheDisk } from "./sqliteFailure.ts";

export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #desk: Desk;
  #commits = 0;
  #stopped: Failed | undefined;

  constructor(database: DatabaseSync, makeDesk: (commits: () => number) => Desk) {
    this.#database = database;
    this.#desk = makeDesk(() => this.#commits);
  }

  /**
   * Reads come after the commit, whatever their place in the queue: they see every write that was asked for
   * before them, and nothing that is not on disk.
   */
  serve(calls: readonly Call[]): readonly Answer[] {
    const writes = calls.filter((call) => ACT_KIND[call.act] === "write");
    const reads = calls.filter((call) => ACT_KIND[call.act] === "read");
    return [...this.#write(writes), ...reads.map((call) => this.#answer(call))];
  }

  /** Moves the log into the main file, so that the directory holds one file that can be copied. */
  close(): void {
    try {
      if (this.#stopped === undefined) this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } finally {
      this.#database.close();
    }
  }

  #write(writes: readonly Call[]): readonly Answer[] {
    const stopped = this.#stopped;
    if (stopped !== undefined) return writes.map(({ id }) => ({ id, kind: "failed", ...stopped }));
    if (writes.length === 0) return [];
    try {
      this.#database.exec("BEGIN IMMEDIATE");
      const answers = writes.map((call) => this.#writeOne(call));
      this.#database.exec("COMMIT");
      this.#commits += 1;
      return answers;
    } catch (error) {
      return this.#failAll(writes, error);
    }
  }

  #writeOne(call: Call): Answer {
    this.#database.exec("SAVEPOINT one");
    const answer = this.#answer(call);
    this.#database.exec(answer.kind === "done" ? "RELEASE one" : "ROLLBACK TO one; RELEASE one");
    return answer;
  }

  #answer(call: Call): Answer {
    try {
      return { id: call.id, kind: "done", value: serve(this.#desk, call) };
    } catch (error) {
      if (ACT_KIND[call.act] === "write" && isOfTheDisk(error)) throw error;
      return { id: call.id, kind: "failed", ...failedOf(error) };
    }
  }

  /**
   * A full disk or a read-only one leaves the file as it was, and the next commit may succeed. After any
   * other error of the disk nobody knows what was written: a kernel reports a failed fsync once and then
   * claims success, so nothing is accepted before the file was opened anew.
   */
  #failAll(writes: readonly Call[], error: unknown): readonly Answer[] {
    const { failure, message } = failedOf(error);
    const mayPass = failure === "full" || failure === "readonly";
    const failed: Failed = { failure: mayPass || failure === "corrupt" ? failure : "unknown", message };
    if (!mayPass) this.#stopped = failed;
    if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
    return writes.map(({ id }) => ({ id, kind: "failed", ...failed }));
  }
}
