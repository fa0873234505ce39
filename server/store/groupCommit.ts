/**
 * Serves many calls with one commit. Each write has its own savepoint, so that a conflict harms only the
 * call it belongs to; an error of the disk harms all of them. No answer exists before the commit.
 */
import type { DatabaseSync } from "node:sqlite";
import { ACT_KIND, serve, type Answer, type Call, type Desk, type Failed } from "./desk.ts";
import { failedOf, isOfTheDisk } from "./sqliteFailure.ts";
import type { Trouble } from "./store.ts";

/** While writes fail, a new attempt is made for those who ask at most this often. */
const PROBE_EVERY_MS = 1_000;

/** Most commits are far smaller. */
const PROBE_BYTES_MIN = 256 * 1024;
const PROBE_BYTES_MAX = 16 * 1024 * 1024;

/** How the writing goes; the desk tells it to whoever asks for facts. */
export interface Standing {
  readonly commits: number;
  readonly trouble: Trouble | undefined;
  /** How much a probe writes: more than what failed. */
  readonly probeBytes: number;
}

/** What wants to write with the first commit and to know of each. */
export interface CommitWatch {
  beforeCommit(calls: readonly Call[]): void;
  afterCommit(): void;
}

interface Surroundings {
  readonly watch?: CommitWatch;
  readonly nowMs?: () => number;
}

export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #desk: Desk;
  readonly #watch: CommitWatch | undefined;
  readonly #nowMs: () => number;
  #commits = 0;
  #trouble: Trouble | undefined;
  #probeBytes = PROBE_BYTES_MIN;
  #probedMs = Number.NEGATIVE_INFINITY;

  constructor(
    database: DatabaseSync,
    makeDesk: (standing: () => Standing) => Desk,
    { watch, nowMs = Date.now }: Surroundings = {},
  ) {
    this.#database = database;
    this.#watch = watch;
    this.#nowMs = nowMs;
    this.#desk = makeDesk(() => ({
      commits: this.#commits,
      trouble: this.#trouble,
      probeBytes: this.#probeBytes,
    }));
  }

  get trouble(): Trouble | undefined {
    return this.#trouble;
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
      if (this.#trouble?.mends !== "byRestart") this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } finally {
      this.#database.close();
    }
  }

  #write(asked: readonly Call[]): readonly Answer[] {
    if (this.#trouble?.mends === "byRestart") return failAll(asked, this.#trouble);
    const { writes, early } = this.#earlyAnswers(asked);
    if (writes.length === 0) return early;
    try {
      this.#database.exec("BEGIN IMMEDIATE");
      const answers = writes.map((call) => this.#writeOne(call));
      this.#watch?.beforeCommit(writes);
      this.#database.exec("COMMIT");
      this.#commits += 1;
      // Only a probe is sure to have written: another commit may have found that there was nothing to do.
      if (writes.some(({ act }) => act === "probe")) this.#endTrouble();
      this.#watch?.afterCommit();
      return [...early, ...answers];
    } catch (error) {
      return [...early, ...this.#failAll(writes, error)];
    }
  }

  #endTrouble(): void {
    this.#trouble = undefined;
    this.#probeBytes = PROBE_BYTES_MIN;
  }

  /** Whether a write would succeed is known while all is well, and is tried out only now and then when it is not. */
  #earlyAnswers(asked: readonly Call[]): {
    readonly writes: readonly Call[];
    readonly early: readonly Answer[];
  } {
    const trouble = this.#trouble;
    const probes = asked.filter(({ act }) => act === "probe");
    const others = asked.filter(({ act }) => act !== "probe");
    if (probes.length === 0) return { writes: asked, early: [] };
    if (trouble === undefined)
      return { writes: others, early: probes.map(({ id }) => ({ id, kind: "done", value: undefined })) };
    const sinceMs = this.#nowMs() - this.#probedMs;
    // A clock that was set back must not end the probing.
    if (sinceMs >= 0 && sinceMs < PROBE_EVERY_MS) return { writes: others, early: failAll(probes, trouble) };
    this.#probedMs = this.#nowMs();
    return { writes: asked, early: [] };
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
    // If only the probe fitted, the same edits would come back, fail, and close everybody's sockets again.
    const neededBytes = Math.min(2 * writes.reduce((sum, call) => sum + bytesOf(call), 0), PROBE_BYTES_MAX);
    this.#probeBytes = Math.max(this.#probeBytes, neededBytes);
    const mayPass = failure === "full" || failure === "readonly" || failure === "unwritable";
    this.#trouble = {
      since: this.#trouble?.since ?? new Date(this.#nowMs()).toISOString(),
      failure: mayPass || failure === "corrupt" ? failure : "unknown",
      message,
      mends: mayPass ? "byItself" : "byRestart",
    };
    if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
    return failAll(writes, this.#trouble);
  }
}

function bytesOf(call: Call): number {
  if (call.act !== "append" && call.act !== "create") return 0;
  return call.input[0].records.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

function failAll(calls: readonly Call[], { failure, message }: Failed): readonly Answer[] {
  return calls.map(({ id }) => ({ id, kind: "failed", failure, message }));
}
